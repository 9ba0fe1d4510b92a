package io.rackboot.nats.bucket;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValueOptions;
import io.nats.client.api.KeyValueEntry;
import io.nats.client.impl.Headers;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Entry;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.ReadOutcome;
import io.rackboot.nats.ScanOutcome;
import io.rackboot.nats.WriteOutcome;
import io.rackboot.nats.link.Causes;
import io.rackboot.nats.link.Link;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// A bucket on the server.
public final class LiveBucket implements KeyValue {
    private static final Logger LOG = Logger.getLogger(LiveBucket.class);
    private static final int WRONG_LAST_SEQUENCE = 10071;
    private static final int PIPELINE = 4_096;
    private static final long ANSWER_SECONDS = 10;

    private final Link link;
    private final BucketDefinition bucket;
    private final Semaphore room = new Semaphore(PIPELINE);
    private volatile Optional<Opened> opened = Optional.empty();

    private LiveBucket(Link link, BucketDefinition bucket) {
        this.link = link;
        this.bucket = bucket;
    }

    /// The bucket, made at each connect where it is missing.
    public static LiveBucket of(Link link, BucketDefinition bucket) {
        var live = new LiveBucket(link, bucket);
        link.whenConnected(live::ensure);
        return live;
    }

    @Override
    public ScanOutcome scan(Consumer<Entry> each) {
        try {
            BucketScan.of(link, open().connection(), bucket, each);
            return new ScanOutcome.Whole();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new ScanOutcome.Unavailable("interrupted");
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            return new ScanOutcome.Unavailable(reason(e));
        }
    }

    @Override
    public ReadOutcome get(String key) {
        Keys.require(key);
        try {
            var entry = Optional.ofNullable(open().keyValue().get(key));
            return entry.<ReadOutcome>map(e -> new ReadOutcome.Found(entry(e))).orElseGet(ReadOutcome.Absent::new);
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            return new ReadOutcome.Unavailable(reason(e));
        }
    }

    @Override
    public WriteOutcome create(String key, byte[] value) {
        return write(key, keyValue -> keyValue.create(key, value));
    }

    @Override
    public WriteOutcome update(String key, byte[] value, long revision) {
        return write(key, keyValue -> keyValue.update(key, value, revision));
    }

    @Override
    public WriteOutcome put(String key, byte[] value) {
        return write(key, keyValue -> keyValue.put(key, value));
    }

    @Override
    public WriteOutcome delete(String key, long revision) {
        Keys.require(key);
        return publish(key, new byte[0], deletion().put("Nats-Expected-Last-Subject-Sequence", Long.toString(revision)))
                .join();
    }

    @Override
    public CompletionStage<WriteOutcome> putAsync(String key, byte[] value) {
        Keys.require(key);
        return publish(key, value, new Headers());
    }

    @Override
    public CompletionStage<WriteOutcome> deleteAsync(String key) {
        Keys.require(key);
        return publish(key, new byte[0], deletion());
    }

    private interface Write {
        long on(io.nats.client.KeyValue keyValue) throws IOException, JetStreamApiException;
    }

    private WriteOutcome write(String key, Write write) {
        Keys.require(key);
        try {
            return new WriteOutcome.Written(write.on(open().keyValue()));
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            return failed(key, e);
        }
    }

    /// Answers come on the connection's thread, in their order: each on another's would cost more than the write.
    private CompletableFuture<WriteOutcome> publish(String key, byte[] value, Headers headers) {
        try {
            var on = open();
            if (!room.tryAcquire(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                return unavailable(PIPELINE + " writes are on their way");
            }
            return send(on, key, value, headers).whenComplete((_, _) -> room.release());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unavailable("interrupted");
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            return CompletableFuture.completedFuture(failed(key, e));
        }
    }

    private CompletableFuture<WriteOutcome> send(Opened on, String key, byte[] value, Headers headers) {
        try {
            return on.jetStream()
                    .publishAsync(on.prefix() + Buckets.subject(bucket, key), headers, value)
                    .handle((ack, failure) -> Optional.ofNullable(failure)
                            .map(e -> failed(key, e))
                            .orElseGet(() -> new WriteOutcome.Written(ack.getSeqno())));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(failed(key, e));
        }
    }

    /// The bucket on one connection.
    ///
    /// @param prefix in front of the subjects of writes, for a bucket of another JetStream domain
    private record Opened(
            Connection connection, io.nats.client.KeyValue keyValue, JetStream jetStream, String prefix) {}

    private Opened open() throws IOException, JetStreamApiException {
        var connection = link.connection().orElseThrow(() -> new IOException(link.away()));
        var known = opened.filter(o -> o.connection() == connection);
        if (known.isPresent()) {
            return known.get();
        }
        Buckets.ensure(link, connection, bucket);
        var options = link.jetStreamOptions();
        var keyValue = connection.keyValue(
                bucket.name(),
                KeyValueOptions.builder().jetStreamOptions(options).build());
        var fresh = new Opened(
                connection, keyValue, link.jetStream(connection), options.isDefaultPrefix() ? "" : options.getPrefix());
        opened = Optional.of(fresh);
        return fresh;
    }

    private void ensure() {
        try {
            open();
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            LOG.warnf("bucket %s: %s; trying again when it is used", bucket.name(), e.getMessage());
        }
    }

    private WriteOutcome failed(String key, Throwable failure) {
        var cause = Causes.of(failure);
        if (cause instanceof JetStreamApiException e && e.getApiErrorCode() == WRONG_LAST_SEQUENCE) {
            return new WriteOutcome.Conflict(
                    "key '" + key + "' of bucket '" + bucket.name() + "' has another revision");
        }
        return new WriteOutcome.Unavailable(reason(cause));
    }

    private String reason(Throwable failure) {
        opened = Optional.empty(); // the bucket may be gone: look at it anew
        return "bucket '" + bucket.name() + "': " + Causes.of(failure).getMessage();
    }

    private CompletableFuture<WriteOutcome> unavailable(String reason) {
        return CompletableFuture.completedFuture(
                new WriteOutcome.Unavailable("bucket '" + bucket.name() + "': " + reason));
    }

    private static Entry entry(KeyValueEntry entry) {
        return new Entry(
                entry.getKey(),
                Optional.ofNullable(entry.getValue()).orElseGet(() -> new byte[0]),
                entry.getRevision(),
                entry.getCreated().toInstant());
    }

    private static Headers deletion() {
        return new Headers().put("KV-Operation", "DEL");
    }
}
