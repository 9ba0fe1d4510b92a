package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.oci.Credentials;
import io.rackboot.image.signing.SigningKey;
import io.rackboot.image.specification.Reading;
import io.rackboot.image.specification.SourceProbe;
import io.rackboot.image.specification.Specifications;
import io.rackboot.image.store.FreeSpace;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.store.WorkArea;
import io.rackboot.image.tree.Owners;
import io.rackboot.image.tree.Reserved;
import io.rackboot.image.tree.TreeLimits;
import io.rackboot.image.trust.Authorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/// An image built in a directory of a test, its files gone when it is closed.
record TestImage(JobSpace space, List<BuiltArtifact> artifacts) implements AutoCloseable {

    /// systemd's EFI stub, Debian's systemd-boot-efi.
    static final Path STUB = BuildSettings.DEFAULT_STUB;

    static TestImage build(Path directory, String specification) throws IOException {
        return build(directory, specification, Optional.empty());
    }

    static TestImage build(Path directory, String specification, Optional<SigningKey> key) throws IOException {
        return build(directory, specification, key, BuildSettings.DEFAULT_IPXE);
    }

    static TestImage build(Path directory, String specification, Optional<SigningKey> key, Path ipxe)
            throws IOException {
        var reading = switch (new Specifications(new SourceProbe(List.of(Path.of("/")), Reserved.NOTHING))
                .read(specification)) {
            case Reading.Accepted accepted -> accepted;
            case Reading.Refused refused -> throw new AssertionError(refused.toString());
        };
        var settings = new BuildSettings(
                Path.of("/bin/busybox"),
                STUB,
                ipxe,
                key,
                0,
                new TreeLimits(1L << 32, 200_000),
                Owners.KEPT,
                Reserved.NOTHING,
                Credentials.NONE,
                Authorities.PUBLIC);
        var work = Files.createTempDirectory(directory, "work");
        var space = new WorkArea(work, new FreeSpace(directory, 0)).open("build");
        try (var processors = Executors.newFixedThreadPool(2)) {
            return new TestImage(
                    space,
                    new ImageBuilder(settings, processors)
                            .build(
                                    reading.specification(),
                                    space,
                                    new ProgressMeter(System::nanoTime, _ -> {}),
                                    new FileLog(directory.resolve("log"), InstantSource.system()))
                            .artifacts());
        }
    }

    /// {@return what its files are to the boot, and their names}
    List<String> listing() {
        return artifacts.stream().map(a -> a.role().text() + " " + a.name()).toList();
    }

    /// {@return the digests of its files: those of another build of the same are equal}
    List<String> digests() {
        return artifacts.stream().map(BuiltArtifact::sha256).toList();
    }

    BuiltArtifact artifact(FileRole role) {
        return artifacts.stream().filter(a -> a.role() == role).findFirst().orElseThrow();
    }

    Path file(FileRole role) {
        return artifact(role).file();
    }

    @Override
    public void close() throws IOException {
        space.close();
    }
}
