package io.rackboot.boot.machine;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ChannelsDocument;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.ProfileDocument;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The documents as they stand now, in memory; every question is answered without waiting.
public interface Catalogue {
    /// {@return the machine that may boot from this MAC address}
    Optional<MachineDocument> machine(MachineId mac);

    /// {@return the machine with this SMBIOS UUID}
    Optional<MachineDocument> machine(UUID uuid);

    /// {@return the profile of that name}
    Optional<ProfileDocument> profile(String name);

    /// {@return every profile}
    List<ProfileDocument> profiles();

    /// {@return the image that is meant, as things stand now}
    Optional<ImageDocument> image(ImageReference reference);

    /// {@return the channels of the image of that name}
    Optional<ChannelsDocument> channels(String image);

    /// {@return the file with this digest, of whatever image}
    Optional<Artifact> artifact(String sha256);

    /// {@return the lease of this address}
    Optional<LeaseDocument> lease(Ipv4 address);

    /// {@return the id of the machine that may boot from this MAC address, or the address itself where no document
    /// has it}
    default MachineId identity(MachineId mac) {
        return machine(mac).map(MachineDocument::id).orElse(mac);
    }
}
