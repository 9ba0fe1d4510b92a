package io.rackboot.image.publish;

import io.rackboot.events.Buckets;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.channel.Channels;
import io.rackboot.image.channel.Uses;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Nats;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/// The bucket `images`: kept in step with the registry from `start` on.
@Singleton
public final class ImagesBucket implements AutoCloseable {
    private final Nats nats;
    private final ImageRegistry registry;
    private final Channels channels;
    private final PublicationLoop loop;
    private volatile Users builds = _ -> List.of();

    ImagesBucket(Nats nats, ImageRegistry registry, Channels channels, FactPublisher facts) {
        this.nats = nats;
        this.registry = registry;
        this.channels = channels;
        var bucket = nats.keyValue(BucketDefinition.of(Buckets.IMAGES));
        this.loop = new PublicationLoop(new BucketSynchronizer(registry, bucket, channels, this::users, facts));
    }

    /// Begins to publish, now and whenever NATS is back.
    ///
    /// @param atWork the builds that need an image
    public void start(Users atWork) {
        builds = atWork;
        loop.start(nats);
    }

    /// {@return who uses an image, wherever}
    public Uses uses(ImageDocument image) {
        return switch (channels.uses(image.name(), image.version())) {
            case Uses.Unknown unknown -> unknown;
            case Uses.Known(var using) ->
                new Uses.Known(Stream.concat(using.stream(), users(image.key()).stream())
                        .toList());
        };
    }

    private List<String> users(String key) {
        var children = registry.children(key).stream().map(child -> "image " + child);
        return Stream.concat(children, builds.of(key).stream()).toList();
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
