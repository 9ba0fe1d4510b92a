package io.rackboot.image.publish;

import io.rackboot.events.Buckets;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Nats;
import jakarta.inject.Singleton;

/// The bucket `images`: kept in step with the registry from `start` on.
@Singleton
public final class ImagesBucket implements AutoCloseable {
    private final Nats nats;
    private final PublicationLoop loop;

    ImagesBucket(Nats nats, ImageRegistry registry, FactPublisher facts) {
        this.nats = nats;
        var bucket = nats.keyValue(BucketDefinition.of(Buckets.IMAGES));
        this.loop = new PublicationLoop(new BucketSynchronizer(registry, bucket, facts));
    }

    /// Begins to publish, now and whenever NATS is back.
    public void start() {
        loop.start(nats);
    }

    /// The registry has something new.
    public void changed() {
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
    }
}
