package io.rackboot.nats.bucket;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Change;
import io.rackboot.nats.Entry;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import io.rackboot.nats.stream.PullSubscription;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Follows a bucket: on each connection first the newest value of every key, so that what was removed unseen shows by
/// its absence, then each change.
final class BucketFollower implements LinkWorker.Job {
    private static final Logger LOG = Logger.getLogger(BucketFollower.class);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int BATCH = 500;

    private final Link link;
    private final BucketDefinition bucket;
    private final Copy copy;
    private final Live live;
    private final Consumer<Change> changes;
    /// The next number in the consumer's own count, which has no gaps unless something went missing.
    private long expected = 1;

    /// Is told whether the copy follows the bucket.
    interface Live {
        void now(boolean live);
    }

    BucketFollower(Link link, BucketDefinition bucket, Copy copy, Live live, Consumer<Change> changes) {
        this.link = link;
        this.bucket = bucket;
        this.copy = copy;
        this.live = live;
        this.changes = changes;
    }

    @Override
    public void run(Connection connection) throws IOException, JetStreamApiException, InterruptedException {
        var age = Optional.ofNullable(Buckets.ensure(link, connection, bucket)
                        .getConfiguration()
                        .getMaxAge())
                .filter(Duration::isPositive);
        var management = link.management(connection);
        var consumer = management.addOrUpdateConsumer(Buckets.stream(bucket), configuration());
        try (var pulls = PullSubscription.of(
                link.jetStream(connection), management, Buckets.stream(bucket), consumer.getName(), BATCH)) {
            expected = 1;
            hear(pulls, consumer.getNumPending());
            live.now(true);
            follow(connection, pulls, age);
        } catch (InterruptedException e) {
            forget(management, consumer.getName());
            throw e;
        } finally {
            live.now(false);
        }
    }

    /// Takes the state of the bucket: as many messages as it had keys, removed ones included.
    private void hear(PullSubscription pulls, long count)
            throws IOException, JetStreamApiException, InterruptedException {
        copy.hearAll();
        var before = copy.size();
        var left = count;
        while (left > 0) {
            var message = pulls.next(STEP);
            if (message.isPresent()) {
                left = Math.min(left - 1, message.get().metaData().pendingCount());
                apply(message.get());
            } else if (pulls.pending() == 0) {
                left = 0; // the rest was removed meanwhile
            }
        }
        copy.heardAll().forEach(changes);
        if (before > 0 && copy.size() == 0) {
            LOG.warnf("bucket %s is empty now; it held %d entries when it was last seen", bucket.name(), before);
        }
    }

    private void follow(Connection connection, PullSubscription pulls, Optional<Duration> age)
            throws IOException, JetStreamApiException, InterruptedException {
        var swept = System.nanoTime();
        while (Link.alive(connection)) {
            var message = pulls.next(STEP);
            if (message.isPresent()) {
                apply(message.get());
            }
            if (age.isPresent() && System.nanoTime() - swept > STEP.toNanos()) {
                swept = System.nanoTime();
                copy.expire(age.get(), Instant.now()).forEach(changes);
            }
        }
    }

    private void apply(Message message) throws IOException {
        var key = message.getSubject().substring(Buckets.subject(bucket, "").length());
        var data = message.metaData();
        if (data.consumerSequence() != expected++) {
            throw new IOException("a change went missing, hearing the bucket anew");
        }
        var change = removal(message)
                ? copy.remove(key, data.streamSequence())
                : copy.put(new Entry(
                        key,
                        message.getData(),
                        data.streamSequence(),
                        data.timestamp().toInstant()));
        change.ifPresent(changes);
    }

    private static boolean removal(Message message) {
        var headers = Optional.ofNullable(message.getHeaders());
        return headers.filter(h -> h.containsKey("KV-Operation") || h.containsKey("Nats-Marker-Reason"))
                .isPresent();
    }

    private ConsumerConfiguration configuration() {
        return ConsumerConfiguration.builder()
                .name(bucket.name() + "-" + UUID.randomUUID())
                .ackPolicy(AckPolicy.None)
                .deliverPolicy(DeliverPolicy.LastPerSubject)
                .filterSubject(Buckets.subject(bucket, ">"))
                .inactiveThreshold(Duration.ofMinutes(1))
                .memStorage(true)
                .numReplicas(1)
                .build();
    }

    private void forget(JetStreamManagement management, String consumer) {
        try {
            management.deleteConsumer(Buckets.stream(bucket), consumer);
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            LOG.debugf(e, "consumer %s is left to the server", consumer);
        }
    }
}
