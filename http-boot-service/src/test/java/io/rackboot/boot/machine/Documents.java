package io.rackboot.boot.machine;

import io.rackboot.events.FileRole;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.Channel;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.ProfileDocument;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Documents for tests.
public record Documents(
        List<MachineDocument> machines,
        List<ProfileDocument> profiles,
        List<ImageDocument> images,
        List<LeaseDocument> leases,
        List<ChannelsDocument> channels)
        implements Catalogue {

    /// Documents without channels.
    public Documents(
            List<MachineDocument> machines,
            List<ProfileDocument> profiles,
            List<ImageDocument> images,
            List<LeaseDocument> leases) {
        this(machines, profiles, images, leases, List.of());
    }

    /// An image with one channel.
    public static ChannelsDocument channel(String image, String channel, String version) {
        return new ChannelsDocument(
                image, List.of(new Channel(channel, version, Instant.EPOCH, "ops")), List.of(), List.of(), List.of());
    }

    /// A machine of these MAC addresses.
    public static MachineDocument machine(List<String> macs, Optional<String> profile, Optional<String> oneShot) {
        return new MachineDocument(
                new MachineId(macs.getFirst()),
                macs.stream().map(MachineId::new).toList(),
                Optional.of(UUID.fromString("4c4c4544-0077-4a10-8031-b4c04f4c4d32")),
                Optional.empty(),
                new Rack("r1"),
                Optional.empty(),
                Optional.empty(),
                profile,
                oneShot,
                Loader.AUTO,
                Optional.empty());
    }

    /// A profile of this image.
    public static ProfileDocument profile(String name, String image, String... arguments) {
        return new ProfileDocument(name, ImageReference.of(image), RootMode.INITRD, List.of(arguments), Map.of());
    }

    /// An image of these files.
    public static ImageDocument image(String name, String version, Instant created, Artifact... artifacts) {
        return new ImageDocument(
                name,
                version,
                created,
                RootMode.INITRD,
                "6.1.0",
                List.of("console=ttyS0"),
                "d".repeat(64),
                List.of(artifacts));
    }

    /// A file that is nowhere.
    public static Artifact artifact(FileRole role, String name) {
        return new Artifact(role, name, 1, "1".repeat(64), URI.create("http://127.0.0.1/x"));
    }

    /// A lease.
    public static LeaseDocument lease(String address, String machine) {
        return new LeaseDocument(
                new Ipv4(address),
                new MachineId(machine),
                new Rack("r1"),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Override
    public Optional<MachineDocument> machine(MachineId mac) {
        return MachineIndex.of(machines).byMac(mac);
    }

    @Override
    public Optional<MachineDocument> machine(UUID uuid) {
        return MachineIndex.of(machines).byUuid(uuid);
    }

    @Override
    public Optional<ProfileDocument> profile(String name) {
        return profiles.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }

    @Override
    public Optional<ImageDocument> image(ImageReference reference) {
        return reference.among(images, channels(reference.name()));
    }

    @Override
    public Optional<ChannelsDocument> channels(String image) {
        return channels.stream()
                .filter(document -> document.image().equals(image))
                .findFirst();
    }

    @Override
    public Optional<Artifact> artifact(String sha256) {
        return images.stream()
                .flatMap(image -> image.artifacts().stream())
                .filter(artifact -> artifact.sha256().equals(sha256))
                .findFirst();
    }

    @Override
    public Optional<LeaseDocument> lease(Ipv4 address) {
        return leases.stream().filter(lease -> lease.address().equals(address)).findFirst();
    }
}
