package io.rackboot.boot.machine;

import io.rackboot.events.Buckets;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Change;
import io.rackboot.nats.Nats;
import io.rackboot.nats.Replica;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// The catalogue kept up to date from the replicas of the five buckets, each with its snapshot in a directory, so that
/// the service starts and serves without NATS.
public final class LiveCatalogue implements Catalogue, AutoCloseable {
    private final DocumentTable<MachineDocument> machines =
            new DocumentTable<>(Buckets.MACHINES, MachineDocument.class, _ -> {});
    private final DocumentTable<ProfileDocument> profiles =
            new DocumentTable<>(Buckets.PROFILES, ProfileDocument.class, _ -> {});
    private final DocumentTable<ImageDocument> images =
            new DocumentTable<>(Buckets.IMAGES, ImageDocument.class, Artifacts::validate);
    private final DocumentTable<ChannelsDocument> channels =
            new DocumentTable<>(Buckets.CHANNELS, ChannelsDocument.class, _ -> {});
    private final DocumentTable<LeaseDocument> leases =
            new DocumentTable<>(Buckets.LEASES, LeaseDocument.class, _ -> {});

    private final Map<String, Replica> replicas = new TreeMap<>();
    private final AtomicBoolean stale = new AtomicBoolean(true);
    private volatile MachineIndex index = MachineIndex.of(List.of());

    /// @param snapshots the directory for the snapshots
    /// @param imagesChanged called after each change of a profile, image or channel
    public LiveCatalogue(Nats nats, Path snapshots, Runnable imagesChanged) {
        follow(nats, Buckets.MACHINES, snapshots, machines, () -> stale.set(true));
        follow(nats, Buckets.PROFILES, snapshots, profiles, imagesChanged);
        follow(nats, Buckets.IMAGES, snapshots, images, imagesChanged);
        follow(nats, Buckets.CHANNELS, snapshots, channels, imagesChanged);
        follow(nats, Buckets.LEASES, snapshots, leases, () -> {});
        imagesChanged.run();
    }

    @Override
    public Optional<MachineDocument> machine(MachineId mac) {
        return machines().byMac(mac);
    }

    @Override
    public Optional<MachineDocument> machine(UUID uuid) {
        return machines().byUuid(uuid);
    }

    @Override
    public Optional<ProfileDocument> profile(String name) {
        return profiles.get(name);
    }

    @Override
    public List<ProfileDocument> profiles() {
        return new ArrayList<>(profiles.all());
    }

    @Override
    public Optional<ImageDocument> image(ImageReference reference) {
        return reference.among(images.all(), channels.get(reference.name()));
    }

    @Override
    public Optional<ChannelsDocument> channels(String image) {
        return channels.get(image);
    }

    @Override
    public Optional<Artifact> artifact(String sha256) {
        return images.all().stream()
                .flatMap(image -> image.artifacts().stream())
                .filter(artifact -> artifact.sha256().equals(sha256))
                .findFirst();
    }

    @Override
    public Optional<LeaseDocument> lease(Ipv4 address) {
        return leases.get(address.text());
    }

    /// {@return how fresh each bucket is, by name, in lower case}
    public Map<String, String> freshness() {
        return replicas.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> e.getValue().freshness().name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public void close() {
        for (var replica : replicas.values()) {
            replica.close();
        }
    }

    private <T> void follow(Nats nats, String bucket, Path snapshots, DocumentTable<T> table, Runnable afterwards) {
        var replica = nats.replica(BucketDefinition.of(bucket), snapshots.resolve(bucket + ".snapshot"));
        replicas.put(bucket, replica);
        // The replica is asked again instead of taking the change's word, so that the first reading and the changes
        // that arrive during it cannot end in the wrong order.
        replica.onChange(change -> {
            table.take(keyOf(change), replica::get);
            afterwards.run();
        });
        replica.all().forEach(entry -> table.take(entry.key(), replica::get));
    }

    private static String keyOf(Change change) {
        return switch (change) {
            case Change.Put put -> put.entry().key();
            case Change.Removed removed -> removed.key();
        };
    }

    /// The index is made when it is asked for: ten thousand machines that arrive at once cost one.
    private MachineIndex machines() {
        if (stale.compareAndSet(true, false)) {
            index = MachineIndex.of(machines.all());
        }
        return index;
    }
}
