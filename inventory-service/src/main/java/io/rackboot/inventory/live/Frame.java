package io.rackboot.inventory.live;

import io.rackboot.events.MachineId;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
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

    private static void data(Buffer bytes, byte[] data) {
        for (var line : new String(data, StandardCharsets.UTF_8).split("\r\n|\r|\n", -1)) {
            bytes.appendString("data: ").appendString(line).appendString("\n");
        }
    }
}
