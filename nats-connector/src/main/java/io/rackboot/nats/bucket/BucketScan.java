package io.rackboot.nats.bucket;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Entry;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.stream.PullSubscription;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/// Reads a bucket once and keeps nothing of it.
final class BucketScan {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int BATCH = 500;

    private BucketScan() {}

    static void of(Link link, Connection connection, BucketDefinition bucket, Consumer<Entry> each)
            throws IOException, JetStreamApiException, InterruptedException {
        var management = link.management(connection);
        var consumer = management.addOrUpdateConsumer(Buckets.stream(bucket), Buckets.newestOfEachKey(bucket));
        try (var pulls = PullSubscription.of(
                link.jetStream(connection), management, Buckets.stream(bucket), consumer.getName(), BATCH)) {
            read(pulls, consumer.getNumPending(), bucket, each);
        } finally {
            Buckets.forget(management, bucket, consumer.getName());
        }
    }

    /// As many messages as the bucket had keys, removed ones included. They are numbered without a gap, unless one
    /// went missing.
    private static void read(PullSubscription pulls, long count, BucketDefinition bucket, Consumer<Entry> each)
            throws IOException, JetStreamApiException, InterruptedException {
        long expected = 1;
        long left = count;
        while (left > 0) {
            var message = pulls.next(STEP);
            if (message.isPresent()) {
                if (message.get().metaData().consumerSequence() != expected++) {
                    throw new IOException("a value went missing");
                }
                left = Math.min(left - 1, message.get().metaData().pendingCount());
                if (!Buckets.isRemoval(message.get())) {
                    each.accept(Buckets.entry(bucket, message.get()));
                }
            } else if (pulls.pending() == 0) {
                left = 0; // the rest was removed meanwhile
            }
        }
    }
}
