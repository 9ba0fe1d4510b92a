package io.rackboot.nats.channel;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.rackboot.nats.IncomingNats;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import io.rackboot.nats.stream.PullSubscription;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// Messages of a stream's consumer, pulled as the application asks for them.
final class StreamSource implements LinkWorker.Job {
    private static final Logger LOG = Logger.getLogger(StreamSource.class);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration LONGEST_NAK = Duration.ofSeconds(30);

    private final Link link;
    private final IncomingSettings.Stream settings;
    private final Consumers consumers;
    private final IncomingChannel.Receiver receiver;
    private final ChannelMeters meters;
    private final Acknowledgements acknowledgements;

    StreamSource(
            Link link,
            String channel,
            IncomingSettings.Stream settings,
            IncomingChannel.Receiver receiver,
            ChannelMeters meters) {
        this.link = link;
        this.settings = settings;
        this.receiver = receiver;
        this.meters = meters;
        consumers = new Consumers(channel, settings, link.settings().replicas());
        acknowledgements = new Acknowledgements(link);
    }

    @Override
    public void run(Connection connection) throws IOException, JetStreamApiException, InterruptedException {
        var management = link.management(connection);
        var consumer = consumers.ensure(management);
        acknowledgements.flush(connection);
        try (var pulls = PullSubscription.of(
                link.jetStream(connection), management, settings.stream().name(), consumer, settings.batch())) {
            receive(connection, pulls);
        } catch (InterruptedException e) {
            consumers.forget(management);
            throw e;
        }
    }

    private void receive(Connection connection, PullSubscription pulls)
            throws IOException, JetStreamApiException, InterruptedException {
        var waiting = new ArrayDeque<Message>();
        var keep = settings.ackWait().dividedBy(3);
        try {
            while (Link.alive(connection)) {
                if (!receiver.demand().await(keep)) {
                    keep(waiting, pulls);
                    continue;
                }
                var message = Optional.ofNullable(waiting.pollFirst());
                if (message.isEmpty()) {
                    message = pulls.next(STEP);
                }
                message.ifPresent(m -> receiver.deliver(incoming(m)));
            }
        } catch (InterruptedException e) {
            waiting.addAll(pulls.end());
            waiting.forEach(acknowledgements::giveBack);
            throw e;
        }
    }

    /// Messages that are here and not yet asked for stay ours.
    private void keep(Deque<Message> waiting, PullSubscription pulls) throws InterruptedException {
        for (var message = pulls.arrived(); message.isPresent(); message = pulls.arrived()) {
            waiting.addLast(message.get());
        }
        waiting.forEach(acknowledgements::inProgress);
    }

    private org.eclipse.microprofile.reactive.messaging.Message<byte[]> incoming(Message message) {
        var data = message.metaData();
        consumers.progress().delivered(data.streamSequence());
        var metadata = new IncomingNats(
                message.getSubject(), data.streamSequence(), data.timestamp().toInstant(), data.deliveredCount());
        return org.eclipse.microprofile.reactive.messaging.Message.of(
                message.getData(), Metadata.of(metadata), () -> acked(message), failure -> nacked(message, failure));
    }

    private CompletionStage<Void> acked(Message message) {
        consumers.progress().acknowledged(message.metaData().streamSequence());
        acknowledgements.ack(message);
        meters.acked().increment();
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> nacked(Message message, Throwable failure) {
        var delay = delay(message.metaData().deliveredCount());
        LOG.warnf(
                "message %d of stream %s failed and comes again in %s: %s",
                message.metaData().streamSequence(), settings.stream().name(), delay, failure.getMessage());
        acknowledgements.nak(message, delay);
        meters.nacked().increment();
        return CompletableFuture.completedFuture(null);
    }

    /// A quarter of a second, doubled each time.
    private static Duration delay(long delivered) {
        var delay = Duration.ofMillis(250L << Math.min(delivered - 1, 10));
        return delay.compareTo(LONGEST_NAK) < 0 ? delay : LONGEST_NAK;
    }
}
