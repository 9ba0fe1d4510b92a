package io.rackboot.image.build;

import io.rackboot.events.FileRole;
import io.rackboot.image.archive.TarWriter;
import io.rackboot.image.compress.Compression;
import io.rackboot.image.compress.ParallelZstdOutputStream;
import io.rackboot.image.cpio.CpioWriter;
import io.rackboot.image.ext4.Ext4Writer;
import io.rackboot.image.kernel.KernelImage;
import io.rackboot.image.repacking.PackedArchives;
import io.rackboot.image.specification.Specification;
import io.rackboot.image.store.DigestingOutputStream;
import io.rackboot.image.store.JobSpace;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/// Writes the files of an image.
///
/// @param specification of the image
/// @param settings what is the same for all builds
/// @param processors packs blocks side by side
/// @param archives what is known of earlier archives
/// @param space where the files are made
record ArtifactFiles(
        Specification specification,
        BuildSettings settings,
        ExecutorService processors,
        PackedArchives archives,
        JobSpace space,
        BuildLog log) {
    private static final int COPY_BUFFER = 1 << 18;

    BuiltArtifact kernel(ByteProgress progress) throws IOException {
        requireRelease();
        var name = "vmlinuz";
        var out = new DigestingOutputStream(space.create(name));
        try (out;
                var in = Files.newInputStream(specification.kernelFile().path())) {
            var buffer = new byte[COPY_BUFFER];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                progress.advance(count);
            }
        }
        log.line("kernel " + specification.kernelFile().release() + ": " + out.size() + " bytes");
        return new BuiltArtifact(FileRole.KERNEL, name, space.path(name), out.size(), out.sha256());
    }

    /// The kernel may have been replaced since the specification was checked.
    private void requireRelease() throws IOException {
        var kernel = specification.kernelFile();
        if (KernelImage.release(kernel.path()) instanceof KernelImage.Release.Known(var release)
                && !release.equals(kernel.release())) {
            throw new RefusedSourceException(kernel.path() + " is now kernel " + release + ", not " + kernel.release()
                    + " as when the build was asked for");
        }
    }

    BuiltArtifact initrd(Tree tree, ByteProgress progress) throws IOException {
        var attributed = tree.nodes().values().stream()
                .filter(node -> !node.attributes().extended().isEmpty())
                .count();
        if (attributed > 0) {
            log.line("extended attributes of " + attributed + " entries are lost: a cpio archive holds none");
        }
        var name = "initrd";
        var out = new DigestingOutputStream(space.create(name));
        var sha256 = switch (specification.compression()) {
            case ZSTD -> inParts(tree, out, progress);
            case GZIP, XZ -> inOnePiece(tree, out, progress);
        };
        log.line("initrd: " + tree.size() + " entries, " + out.size() + " bytes, "
                + specification.compression().text());
        return new BuiltArtifact(FileRole.INITRD, name, space.path(name), out.size(), sha256);
    }

    private String inOnePiece(Tree tree, DigestingOutputStream out, ByteProgress progress) throws IOException {
        try (out;
                var packed = specification.compression().open(out, processors)) {
            new CpioWriter(packed, settings.sourceDateEpoch(), progress).write(tree);
        }
        return out.sha256();
    }

    private String inParts(Tree tree, DigestingOutputStream out, ByteProgress progress) throws IOException {
        try (out) {
            var packed = new ParallelZstdOutputStream(out, processors);
            var repacking = archives.pack(
                    specification.name(),
                    packed,
                    parts -> new CpioWriter(parts, settings.sourceDateEpoch(), progress, InstantSource.system())
                            .write(tree));
            var sha256 = out.sha256();
            if (repacking.known() > 0) {
                log.line("as packed before: " + repacking.summary());
            }
            archives.remember(specification.name(), packed.packer(), repacking, sha256);
            return sha256;
        }
    }

    /// Always gzip: a first stage has nothing that unpacks zstd.
    BuiltArtifact ramDisk(Ext4Writer disk, ByteProgress progress) throws IOException {
        var name = "root.ext4.gz";
        var out = new DigestingOutputStream(space.create(name));
        try (out;
                var packed = Compression.GZIP.open(out, processors)) {
            disk.write(packed, progress);
        }
        return new BuiltArtifact(FileRole.ROOT, name, space.path(name), out.size(), out.sha256());
    }

    /// For the NFS server, which unpacks it.
    BuiltArtifact tree(Tree tree, ByteProgress progress) throws IOException {
        var name = "root.tar"
                + switch (specification.compression()) {
                    case GZIP -> ".gz";
                    case ZSTD -> ".zst";
                    case XZ -> ".xz";
                };
        var out = new DigestingOutputStream(space.create(name));
        try (out;
                var packed = specification.compression().open(out, processors)) {
            new TarWriter(packed, settings.sourceDateEpoch(), _ -> true, progress).write(tree);
        }
        return new BuiltArtifact(FileRole.ROOT, name, space.path(name), out.size(), out.sha256());
    }

    /// A file that a program has written.
    BuiltArtifact written(FileRole role, String name, ByteProgress progress) throws IOException {
        var file = space.path(name);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        var digest = new DigestingOutputStream(OutputStream.nullOutputStream());
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[COPY_BUFFER];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.write(buffer, 0, count);
                progress.advance(0);
            }
        }
        return new BuiltArtifact(role, name, file, digest.size(), digest.sha256());
    }
}
