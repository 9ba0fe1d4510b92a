package io.rackboot.nats.queue;

import io.nats.client.Message;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.link.Link;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A task as a message of the stream. What is said of it goes out on whatever connection is up: its reply subject
/// outlives the one it came by.
record LiveTask(Link link, String prefix, Message message) implements WorkQueue.Task {
    @Override
    public String name() {
        return message.getSubject().substring(prefix.length() + 1);
    }

    @Override
    public byte[] data() {
        return message.getData();
    }

    @Override
    public long deliveries() {
        return message.metaData().deliveredCount();
    }

    @Override
    public void inProgress() {
        say("+WPI");
    }

    @Override
    public void done() {
        say("+ACK");
    }

    @Override
    public void giveBack(Duration delay) {
        say(delay.isZero() ? "-NAK" : "-NAK {\"delay\": " + delay.toNanos() + "}");
    }

    private void say(String word) {
        try {
            link.connection()
                    .ifPresent(up -> up.publish(message.getReplyTo(), word.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalStateException _) {
            // The connection is just lost: the server repeats the task.
        }
    }
}
