package io.rackboot.inventory.live;

import io.rackboot.events.MachineId;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/// One event of a stream of server-sent events, as bytes that all its clients share.
///
/// @param id its id, for `Last-Event-ID`
/// @param name what kind of event it is
/// @param machine the machine it is about, if it is about one
/// @param bytes the event as it stands on the wire
public record Frame(String id, String name, Optional<MachineId> machine, Buffer bytes) {

    /// Makes an event; `id` and `name` hold no line break, `data` may.
    public static Frame of(String id, String name, Optional<MachineId> machine, byte[] data) {
        var bytes = Buffer.buffer(data.length + 128).appendString("event: " + name + "\nid: " + id + "\n");
        data(bytes, data);
        return new Frame(id, name, machine, bytes.appendString("\n"));
    }

    /// {@return an event without an id: news of the stream itself}
    static Buffer notice(String name, String json) {
        return Buffer.buffer("event: " + name + "\ndata: " + json + "\n\n");
    }

    /// A line break of any kind begins another line of data.
    private static void data(Buffer frame, byte[] data) {
        var from = 0;
        for (var at = 0; at < data.length; at++) {
            if (data[at] == '\n' || data[at] == '\r') {
                line(frame, data, from, at);
                at += data[at] == '\r' && at + 1 < data.length && data[at + 1] == '\n' ? 1 : 0;
                from = at + 1;
            }
        }
        line(frame, data, from, data.length);
    }

    private static void line(Buffer frame, byte[] data, int from, int to) {
        frame.appendString("data: ").appendBytes(data, from, to - from).appendString("\n");
    }
}
