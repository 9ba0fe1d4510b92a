package io.rackboot.nats.stream;

import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.PullSubscribeOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Reads a consumer by pulling: at most one batch is asked for and not yet taken, so that no more than a batch waits
/// in this process. For one thread.
///
/// A pull also ends without its messages: after its time, with a status when the consumer is gone, or without any
/// word when the request or its answer got lost. Each is met by asking for the consumer and pulling again.
public final class PullSubscription implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PullSubscription.class);
    private static final Duration EXPIRY = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final JetStreamManagement management;
    private final String stream;
    private final String consumer;
    private final JetStreamSubscription subscription;
    private final int batch;
    private int due;
    private long pulledAt;

    private PullSubscription(
            JetStreamManagement management, String stream, String consumer, JetStreamSubscription sub, int batch) {
        this.management = management;
        this.stream = stream;
        this.consumer = consumer;
        subscription = sub;
        this.batch = batch;
    }

    /// Binds to a consumer that exists.
    ///
    /// @param batch messages per pull, at least 1
    public static PullSubscription of(
            JetStream jetStream, JetStreamManagement management, String stream, String consumer, int batch)
            throws IOException, JetStreamApiException {
        var sub = jetStream.subscribe(null, PullSubscribeOptions.bind(stream, consumer));
        return new PullSubscription(management, stream, consumer, sub, batch);
    }

    /// {@return the next message, or empty when none came in time}
    ///
    /// @throws JetStreamApiException when consumer or stream are gone
    /// @throws IllegalStateException when the connection is gone
    public Optional<Message> next(Duration timeout) throws IOException, JetStreamApiException, InterruptedException {
        if (due <= 0 || Duration.ofNanos(System.nanoTime() - pulledAt).compareTo(EXPIRY.plus(SLACK)) > 0) {
            pull();
        }
        var asked = System.nanoTime();
        var message = Optional.ofNullable(subscription.nextMessage(timeout));
        if (message.isPresent()) {
            due--;
        } else if (Duration.ofNanos(System.nanoTime() - asked).compareTo(timeout) < 0) {
            ended();
        }
        return message;
    }

    /// {@return a message that has arrived already, if any}
    public Optional<Message> arrived() throws InterruptedException {
        var message = Optional.ofNullable(subscription.nextMessage(Duration.ofMillis(1)));
        message.ifPresent(_ -> due--);
        return message;
    }

    /// {@return how many messages the server has for the consumer}
    public long pending() throws IOException, JetStreamApiException {
        return management.getConsumerInfo(stream, consumer).getNumPending();
    }

    /// Ends the subscription, and with it the open pull: what is given back from now on goes to another one.
    ///
    /// The consumer is asked for because that makes the server look for ended pulls. A server of 2.9 that finds one
    /// when it has a message to repeat puts the message off until its ack-wait is over and sends a later one twice.
    ///
    /// @return the messages that have arrived and were not taken
    public List<Message> end() throws InterruptedException {
        var rest = new ArrayList<Message>();
        try {
            subscription.drain(SLACK);
            for (var message = arrived(); message.isPresent(); message = arrived()) {
                rest.add(message.get());
            }
        } catch (IllegalStateException _) {
            // all are taken, or the connection is gone
        }
        try {
            management.getConsumerInfo(stream, consumer);
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            LOG.debugf(e, "consumer %s is not there to take back its messages", consumer);
        }
        return List.copyOf(rest);
    }

    /// Leaves the consumer as it is.
    @Override
    public void close() {
        try {
            subscription.unsubscribe();
        } catch (IllegalStateException _) {
            // the connection is gone, and the subscription with it
        }
    }

    private void pull() {
        due = batch;
        pulledAt = System.nanoTime();
        subscription.pull(PullRequestOptions.builder(batch).expiresIn(EXPIRY).build());
    }

    /// A status ended the pull: its time is over, or nobody answers for the consumer.
    private void ended() throws IOException, JetStreamApiException, InterruptedException {
        due = 0;
        if (Duration.ofNanos(System.nanoTime() - pulledAt).compareTo(EXPIRY.minus(SLACK)) < 0) {
            management.getConsumerInfo(stream, consumer);
            Thread.sleep(PAUSE);
        }
    }
}
