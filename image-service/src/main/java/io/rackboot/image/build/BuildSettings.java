package io.rackboot.image.build;

import io.rackboot.image.oci.Credentials;
import io.rackboot.image.signing.SigningKey;
import io.rackboot.image.tree.Owners;
import io.rackboot.image.tree.Reserved;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.trust.Authorities;
import java.nio.file.Path;
import java.util.Optional;

/// What is the same for all builds.
///
/// @param busybox a static busybox, put into every image
/// @param efiStub systemd's EFI stub
/// @param ipxe the directory of iPXE's programs
/// @param signingKey what images are signed with
/// @param sourceDateEpoch the time of every file of an image, seconds since 1970, 0 to 2^32-1
/// @param limits what a root may hold
/// @param owners whose the files of a source directory are in the image
/// @param reserved what no image may hold
/// @param credentials what registries are told
/// @param authorities whose certificates registries and mirrors may show
public record BuildSettings(
        Path busybox,
        Path efiStub,
        Path ipxe,
        Optional<SigningKey> signingKey,
        long sourceDateEpoch,
        TreeLimits limits,
        Owners owners,
        Reserved reserved,
        Credentials credentials,
        Authorities authorities) {
    /// Where Debian has systemd's EFI stub for PCs.
    static final Path DEFAULT_STUB = Path.of("/usr/lib/systemd/boot/efi/linuxx64.efi.stub");
    /// Where Debian has iPXE.
    static final Path DEFAULT_IPXE = Path.of("/usr/lib/ipxe");

    /// Settings without a signing key or other secrets.
    public BuildSettings(Path busybox, long sourceDateEpoch, TreeLimits limits, Owners owners) {
        this(
                busybox,
                DEFAULT_STUB,
                DEFAULT_IPXE,
                Optional.empty(),
                sourceDateEpoch,
                limits,
                owners,
                Reserved.NOTHING,
                Credentials.NONE,
                Authorities.PUBLIC);
    }

    /// {@return these, with other authorities}
    BuildSettings believing(Authorities others) {
        return new BuildSettings(
                busybox, efiStub, ipxe, signingKey, sourceDateEpoch, limits, owners, reserved, credentials, others);
    }

    /// {@return these, with another time}
    BuildSettings at(long otherEpoch) {
        return new BuildSettings(
                busybox, efiStub, ipxe, signingKey, otherEpoch, limits, owners, reserved, credentials, authorities);
    }
}
