package io.rackboot.nats.stream;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Publishes to streams, without waiting.
///
/// The server answers each message, and nearly always says no more than where it stored it. That is read here as text;
/// jnats makes a tree of JSON of every answer, which is a seventh to a fifth of what publishing a message allocates.
public final class Publishing {
    private static final String STORED = "{\"stream\":";
    private static final String ERROR = "\"error\"";
    private static final String SEQUENCE = "\"seq\":";
    private static final int DIGITS = 18;

    private Publishing() {}

    /// Sends the message and returns at once.
    ///
    /// @return its sequence as soon as it is stored; completed exceptionally where the server refuses it
    ///     ([JetStreamApiException]), no stream takes it, or the answer does not come within some seconds
    /// @throws IllegalArgumentException for a subject or payload that cannot be sent
    /// @throws IllegalStateException on a connection that is closed
    public static CompletableFuture<Long> publish(
            Connection connection, String subject, Headers headers, byte[] payload) {
        return connection.request(subject, headers, payload).thenApply(Publishing::sequence);
    }

    private static long sequence(Message answer) {
        return stored(new String(answer.getData(), StandardCharsets.UTF_8)).orElseGet(() -> read(answer));
    }

    /// {@return the sequence in an answer that tells of no error; empty where a closer look is needed}
    static OptionalLong stored(String answer) {
        int begin = answer.indexOf(SEQUENCE) + SEQUENCE.length();
        if (!answer.startsWith(STORED) || answer.contains(ERROR) || begin < SEQUENCE.length()) {
            return OptionalLong.empty();
        }
        int end = begin;
        while (end < answer.length() && answer.charAt(end) >= '0' && answer.charAt(end) <= '9') {
            end++;
        }
        return end == begin || end - begin > DIGITS
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(answer, begin, end, 10));
    }

    private static long read(Message answer) {
        try {
            if (answer.isStatusMessage()) {
                throw new IOException("error publishing: " + answer.getStatus().getMessageWithCode());
            }
            return new PublishAck(answer).getSeqno();
        } catch (IOException | JetStreamApiException e) {
            throw new CompletionException(e);
        }
    }
}
