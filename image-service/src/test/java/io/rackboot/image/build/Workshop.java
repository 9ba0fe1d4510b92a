package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.Commands;
import io.rackboot.image.TestKernel;
import io.rackboot.image.repacking.PackedArchives;
import io.rackboot.image.specification.Reading;
import io.rackboot.image.specification.SourceProbe;
import io.rackboot.image.specification.Specification;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Builds images without the service around it.
final class Workshop implements AutoCloseable {
    private final Path directory;
    private final ExecutorService processors = Executors.newFixedThreadPool(2);
    private final ProgressMeter meter = new ProgressMeter(System::nanoTime, _ -> {});
    private JobSpace space;
    private int builds;
    private PublishedImages images = _ -> Optional.empty();
    private Authorities authorities = Authorities.PUBLIC;

    Workshop(Path directory) throws IOException {
        this.directory = directory;
        TestKernel.in(directory);
        Files.createDirectory(directory.resolve("work"));
    }

    /// Builds what a specification says beyond its name, version and kernel.
    List<BuiltArtifact> build(String rest) throws IOException {
        return build(specification("name: demo\nversion: 1\nkernel: %s/vmlinuz\n%s".formatted(directory, rest)));
    }

    List<BuiltArtifact> build(Specification specification) throws IOException {
        close(space);
        space = null;
        var settings = new BuildSettings(Path.of("/bin/busybox"), 0, new TreeLimits(4L << 30, 200_000), Owners.KEPT)
                .believing(authorities);
        space = new WorkArea(directory.resolve("work"), new FreeSpace(directory, 0)).open("build" + builds++);
        return new ImageBuilder(settings, processors, images, PackedArchives.NONE)
                .build(specification, space, meter, new FileLog(directory.resolve("log"), InstantSource.system()))
                .artifacts();
    }

    static Specification specification(String yaml) {
        var reading = new Specifications(new SourceProbe(List.of(Path.of("/")), Reserved.NOTHING)).read(yaml);
        return switch (reading) {
            case Reading.Accepted(var specification) -> specification;
            case Reading.Refused refused -> throw new AssertionError(refused);
        };
    }

    void believe(Authorities others) {
        authorities = others;
    }

    /// Has images that may be parents.
    void know(PublishedImages known) {
        images = known;
    }

    ProgressMeter meter() {
        return meter;
    }

    String log() {
        try {
            return Files.exists(directory.resolve("log")) ? Files.readString(directory.resolve("log")) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Unpacks an initrd with GNU cpio and {@return the directory}.
    Path unpacked(List<BuiltArtifact> artifacts) throws IOException {
        var root = Files.createTempDirectory(directory, "unpacked");
        Commands.run(root, "zstd -dc < '" + file(artifacts, FileRole.INITRD) + "' | cpio -idm --quiet");
        return root;
    }

    static Path file(List<BuiltArtifact> artifacts, FileRole role) {
        return artifacts.stream()
                .filter(artifact -> artifact.role() == role)
                .findFirst()
                .orElseThrow()
                .file();
    }

    /// {@return the processes and mounts that name the working directory}
    String left() {
        return Commands.run(
                directory,
                "{ for p in /proc/[0-9]*; do tr '\\0' ' ' < $p/cmdline | grep -F '" + directory
                        + "/work' | grep -v grep; done; grep -F '" + directory
                        + "/work' /proc/mounts; } 2>/dev/null; true");
    }

    @Override
    public void close() throws IOException {
        processors.close();
        close(space);
        space = null;
    }

    private static void close(JobSpace space) throws IOException {
        if (space != null) {
            space.close();
        }
    }
}
