package io.rackboot.boot.machine;

import io.rackboot.boot.machine.Choice.Chosen;
import io.rackboot.boot.machine.Choice.Refused;
import io.rackboot.events.FileRole;
import io.rackboot.events.MachineId;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.ProfileDocument;
import java.util.List;
import java.util.stream.Stream;

/// The way from a MAC address to an image.
public final class Choices {
    private Choices() {}

    /// {@return what the machine that boots from this MAC address should boot}
    public static Choice of(Catalogue catalogue, MachineId mac) {
        var machine = catalogue.machine(mac);
        if (machine.isEmpty()) {
            return new Refused(
                    RefusalReason.UNKNOWN_MACHINE,
                    "no machine has the MAC address " + mac.mac() + "; add it: PUT /machines/" + mac.mac()
                            + " of inventory-service");
        }
        // A one-shot profile is taken out by inventory-service once a boot was complete, not here: a boot that fails
        // is tried again with the same profile.
        var name = machine.get().oneShotProfile().or(machine.get()::profile);
        if (name.isEmpty()) {
            return new Refused(
                    RefusalReason.NO_PROFILE,
                    "machine " + machine.get().id().mac() + " has no profile; give it one in inventory-service");
        }
        var profile = catalogue.profile(name.get());
        if (profile.isEmpty()) {
            return new Refused(
                    RefusalReason.UNKNOWN_PROFILE,
                    "there is no profile " + name.get() + "; add it: PUT /profiles/" + name.get()
                            + " of inventory-service");
        }
        return of(catalogue, profile.get(), machine.get().id());
    }

    private static Choice of(Catalogue catalogue, ProfileDocument profile, MachineId machine) {
        var image = catalogue.image(profile.image());
        if (image.isEmpty()) {
            return missing(catalogue, profile);
        }
        return of(profile, image.get(), machine);
    }

    private static Refused missing(Catalogue catalogue, ProfileDocument profile) {
        var reference = profile.image();
        var wants = "profile " + profile.name() + " wants image " + reference;
        if (reference.channel().isEmpty()) {
            return new Refused(
                    RefusalReason.UNKNOWN_IMAGE, wants + ", which is not published; build it with image-service");
        }
        var channel = catalogue
                .channels(reference.name())
                .flatMap(channels -> channels.channel(reference.channel().get()));
        return channel.map(stands -> new Refused(
                        RefusalReason.UNKNOWN_IMAGE,
                        wants + ", which stands for " + reference.name() + "." + stands.version()
                                + "; that one is not published"))
                .orElseGet(() -> new Refused(
                        RefusalReason.UNKNOWN_CHANNEL,
                        wants + ", a channel that stands for no version; promote one: PUT /channels/" + reference.name()
                                + "/" + reference.channel().get() + " of image-service"));
    }

    private static Choice of(ProfileDocument profile, ImageDocument image, MachineId machine) {
        if (profile.rootMode() != image.rootMode()) {
            return new Refused(
                    RefusalReason.ROOT_MODE,
                    "profile " + profile.name() + " wants its root as "
                            + profile.rootMode().text() + ", image " + image.key() + " is built as "
                            + image.rootMode().text());
        }
        var kernel = image.artifact(FileRole.KERNEL);
        if (kernel.isEmpty()) {
            return new Refused(RefusalReason.NO_KERNEL, "image " + image.key() + " has no kernel; build it again");
        }
        // The file of an NFS root is for the NFS server: no machine asks for it.
        var root = image.artifact(FileRole.ROOT).filter(_ -> image.rootMode() != RootMode.NFS);
        return new Chosen(
                profile, image, kernel.get(), image.artifact(FileRole.INITRD), overlays(profile, image, machine), root);
    }

    /// What the image has for this profile and for this machine, by the names that image-service gives them; the kernel
    /// unpacks the later one over the earlier.
    private static List<Artifact> overlays(ProfileDocument profile, ImageDocument image, MachineId machine) {
        return Stream.of("overlay-" + profile.name(), "overlay-" + machine)
                .flatMap(name -> image.artifacts().stream()
                        .filter(artifact -> artifact.name().equals(name)))
                .toList();
    }
}
