package io.rackboot.nats.channel;

import java.util.concurrent.ExecutorService;

/// Where messages end: acked because the server has them, or nacked because it never will. Their room is free only
/// after the application was told, so that a slow one cannot be overrun.
record Sent(Spill spill, ChannelMeters meters, ExecutorService replies) {

    void stored(Held held) {
        meters.acked().increment();
        replies.execute(() -> {
            held.ack();
            spill.done();
        });
    }

    void refused(Held held, String reason) {
        meters.nacked().increment();
        replies.execute(() -> {
            held.nack(reason);
            spill.done();
        });
    }
}
