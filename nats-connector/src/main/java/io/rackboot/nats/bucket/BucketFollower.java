package io.rackboot.nats.bucket;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Change;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import io.rackboot.nats.stream.PullSubscription;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
        var consumer = management.addOrUpdateConsumer(Buckets.stream(bucket), Buckets.newestOfEachKey(bucket));
        try (var pulls = PullSubscription.of(
                link.jetStream(connection), management, Buckets.stream(bucket), consumer.getName(), BATCH)) {
            expected = 1;
            hear(pulls, consumer.getNumPending());
            live.now(true);
            follow(connection, pulls, age);
        } catch (InterruptedException e) {
            Buckets.forget(management, bucket, consumer.getName());
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
        var change = Buckets.isRemoval(message)
                ? copy.remove(key, data.streamSequence())
                : copy.put(Buckets.entry(bucket, message));
        change.ifPresent(changes);
    }
}
