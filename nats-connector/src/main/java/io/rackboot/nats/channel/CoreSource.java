package io.rackboot.nats.channel;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.rackboot.nats.IncomingNats;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import io.rackboot.nats.link.OncePerMinute;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/// Messages of a core subscription. What comes faster than it is taken waits within a bound and is dropped beyond it,
/// counted: core NATS has no way to hold a publisher back.
final class CoreSource implements LinkWorker.Job {
    private static final Logger LOG = Logger.getLogger(CoreSource.class);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final long BUFFER_BYTES = 64L << 20;

    private final Link link;
    private final IncomingSettings.Core settings;
    private final IncomingChannel.Receiver receiver;
    private final ChannelMeters meters;
    private final OncePerMinute report = new OncePerMinute();

    CoreSource(Link link, IncomingSettings.Core settings, IncomingChannel.Receiver receiver, ChannelMeters meters) {
        this.link = link;
        this.settings = settings;
        this.receiver = receiver;
        this.meters = meters;
    }

    @Override
    public void run(Connection connection) throws IOException, InterruptedException {
        var subscription = settings.queue()
                .map(queue -> connection.subscribe(settings.subject(), queue))
                .orElseGet(() -> connection.subscribe(settings.subject()));
        subscription.setPendingLimits(settings.buffer(), BUFFER_BYTES);
        try {
            link.flush(connection);
            receive(connection, subscription);
        } finally {
            if (Link.alive(connection) && subscription.isActive()) {
                subscription.unsubscribe();
            }
        }
    }

    private void receive(Connection connection, Subscription subscription) throws InterruptedException {
        var dropped = 0L;
        while (Link.alive(connection)) {
            if (receiver.demand().await(STEP)) {
                var message = subscription.nextMessage(STEP);
                if (message != null) {
                    receiver.deliver(incoming(message));
                }
            }
            dropped = count(dropped, subscription.getDroppedCount());
        }
    }

    private long count(long before, long now) {
        if (now > before) {
            meters.dropped().increment(now - before);
            report.run(() -> LOG.errorf(
                    "subscription to %s dropped %d messages on this connection so far: they come faster than they are"
                            + " handled",
                    settings.subject(), now));
        }
        return now;
    }

    private org.eclipse.microprofile.reactive.messaging.Message<byte[]> incoming(Message message) {
        var metadata = new IncomingNats(message.getSubject(), 0, Instant.now(), 1);
        return org.eclipse.microprofile.reactive.messaging.Message.of(
                message.getData(), Metadata.of(metadata), this::acked, this::nacked);
    }

    private CompletionStage<Void> acked() {
        meters.acked().increment();
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> nacked(Throwable failure) {
        meters.nacked().increment();
        LOG.warnf("a message on %s failed and is not repeated: %s", settings.subject(), failure.getMessage());
        return CompletableFuture.completedFuture(null);
    }
}
