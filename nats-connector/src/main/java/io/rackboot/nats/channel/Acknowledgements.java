package io.rackboot.nats.channel;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.rackboot.nats.link.Link;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Sends acks and naks on whatever connection is up. Acks given while there is none wait for the next, so that fewer
/// messages are delivered twice; a nak then needs no sending, because the server repeats the message by itself.
final class Acknowledgements {
    private static final byte[] ACK = "+ACK".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAK = "-NAK".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IN_PROGRESS = "+WPI".getBytes(StandardCharsets.US_ASCII);
    /// The server's own bound on unacknowledged messages of a consumer, so that no more can wait.
    private static final int BOUND = 1_000;

    private final Link link;
    private final Deque<String> waiting = new ArrayDeque<>();

    Acknowledgements(Link link) {
        this.link = link;
    }

    void ack(Message message) {
        if (!send(message.getReplyTo(), ACK)) {
            hold(message.getReplyTo());
        }
    }

    void nak(Message message, Duration delay) {
        send(message.getReplyTo(), ("-NAK {\"delay\": " + delay.toNanos() + "}").getBytes(StandardCharsets.US_ASCII));
    }

    /// The message is free for another instance at once.
    void giveBack(Message message) {
        send(message.getReplyTo(), NAK);
    }

    void inProgress(Message message) {
        send(message.getReplyTo(), IN_PROGRESS);
    }

    /// Sends what waited.
    synchronized void flush(Connection connection) {
        while (!waiting.isEmpty()) {
            connection.publish(waiting.getFirst(), ACK);
            waiting.removeFirst();
        }
    }

    private synchronized void hold(String replyTo) {
        if (waiting.size() == BOUND) {
            waiting.removeFirst();
        }
        waiting.addLast(replyTo);
    }

    private boolean send(String replyTo, byte[] body) {
        var connection = link.connection();
        try {
            connection.ifPresent(c -> c.publish(replyTo, body));
            return connection.isPresent();
        } catch (IllegalStateException _) {
            return false;
        }
    }
}
