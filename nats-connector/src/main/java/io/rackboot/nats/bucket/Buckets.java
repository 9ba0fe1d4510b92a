package io.rackboot.nats.bucket;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.KeyValueOptions;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamInfo;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Entry;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.stream.StreamDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Finds the stream behind a bucket, and makes it where it is missing.
final class Buckets {
    private static final Logger LOG = Logger.getLogger(Buckets.class);
    private static final int STREAM_NAME_IN_USE = 10058;

    private Buckets() {}

    static String stream(BucketDefinition bucket) {
        return "KV_" + bucket.name();
    }

    static String subject(BucketDefinition bucket, String key) {
        return "$KV." + bucket.name() + "." + key;
    }

    /// {@return the stream of the bucket, which exists now}
    static StreamInfo ensure(Link link, Connection connection, BucketDefinition bucket)
            throws IOException, JetStreamApiException {
        var management = link.management(connection);
        try {
            return management.getStreamInfo(stream(bucket));
        } catch (JetStreamApiException e) {
            if (!StreamDefinition.missing(e)) {
                throw e;
            }
        }
        try {
            var options = KeyValueOptions.builder()
                    .jetStreamOptions(link.jetStreamOptions())
                    .build();
            connection
                    .keyValueManagement(options)
                    .create(configuration(bucket, link.settings().replicas()));
            LOG.infof("made bucket %s", bucket.name());
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NAME_IN_USE) { // else another service was faster
                throw e;
            }
        }
        return management.getStreamInfo(stream(bucket));
    }

    private static KeyValueConfiguration configuration(BucketDefinition bucket, int replicas) {
        var configuration = KeyValueConfiguration.builder()
                .name(bucket.name())
                .maxHistoryPerKey(bucket.history())
                .storageType(StorageType.File)
                .replicas(replicas);
        bucket.ttl().ifPresent(configuration::ttl);
        return configuration.build();
    }

    /// A consumer for a while: the newest value of every key, removed ones included, then each change.
    static ConsumerConfiguration newestOfEachKey(BucketDefinition bucket) {
        return ConsumerConfiguration.builder()
                .name(bucket.name() + "-" + UUID.randomUUID())
                .ackPolicy(AckPolicy.None)
                .deliverPolicy(DeliverPolicy.LastPerSubject)
                .filterSubject(subject(bucket, ">"))
                .inactiveThreshold(Duration.ofMinutes(1))
                .memStorage(true)
                .numReplicas(1)
                .build();
    }

    static void forget(JetStreamManagement management, BucketDefinition bucket, String consumer) {
        try {
            management.deleteConsumer(stream(bucket), consumer);
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            LOG.debugf(e, "consumer %s is left to the server", consumer);
        }
    }

    static boolean isRemoval(Message message) {
        var headers = Optional.ofNullable(message.getHeaders());
        return headers.filter(h -> h.containsKey("KV-Operation") || h.containsKey("Nats-Marker-Reason"))
                .isPresent();
    }

    static Entry entry(BucketDefinition bucket, Message message) {
        return new Entry(
                message.getSubject().substring(subject(bucket, "").length()),
                message.getData(),
                message.metaData().streamSequence(),
                message.metaData().timestamp().toInstant());
    }
}
