package io.rackboot.inventory.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.List;

/// One client's connection: a bounded queue before its socket. All of it runs on the connection's event loop.
///
/// A client that reads more slowly than things happen must not hold them in memory for ever: when its queue is full
/// it is told why and disconnected, and may come back with `Last-Event-ID`.
final class SseClient {
    private final HttpServerResponse response;
    private final ArrayDeque<Buffer> waiting = new ArrayDeque<>();
    private final int limit;
    private final Runnable overflowed;
    private boolean ended;

    /// @param limit how many frames may wait, besides those it has missed
    /// @param overflowed called once when it is disconnected for its slowness
    SseClient(HttpServerResponse response, int limit, Runnable overflowed) {
        this.response = response;
        this.limit = limit;
        this.overflowed = overflowed;
        response.drainHandler(_ -> drain());
    }

    /// Sends what it has missed, however much, before anything else.
    void sendMissed(List<Buffer> frames) {
        waiting.addAll(frames);
        drain();
    }

    void send(Buffer frame) {
        if (ended) {
            return;
        }
        if (waiting.size() >= limit) {
            overflow();
            return;
        }
        waiting.addLast(frame);
        drain();
    }

    private void drain() {
        while (!ended && !waiting.isEmpty() && !response.writeQueueFull()) {
            response.write(waiting.removeFirst());
        }
    }

    private void overflow() {
        waiting.clear();
        end("too-slow", "more than " + limit + " events were waiting for this client");
        overflowed.run();
    }

    /// Tells the reason and ends the connection.
    void end(String word, String detail) {
        if (!ended) {
            ended = true;
            response.end(Frame.notice("disconnected", "{\"reason\":\"" + word + "\",\"detail\":\"" + detail + "\"}"));
        }
    }

    /// The connection is gone.
    void gone() {
        ended = true;
        waiting.clear();
    }
}
