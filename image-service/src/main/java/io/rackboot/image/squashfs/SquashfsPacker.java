package io.rackboot.image.squashfs;

import io.rackboot.image.archive.TarWriter;
import io.rackboot.image.process.Program;
import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Packs a tree as squashfs. mksquashfs reads it as a tar archive from its standard input: nothing is unpacked on disk,
/// so owners, devices and attributes need no rights of root's. Equal trees give equal bytes on any number of
/// processors.
///
/// @param runner runs mksquashfs
/// @param modified the time of every file and of the file system, seconds since 1970
/// @param processors how many work at once
public record SquashfsPacker(ProgramRunner runner, long modified, int processors) {
    // What mksquashfs keeps of input and output; it takes a quarter of the machine's memory otherwise.
    private static final String MEMORY = "256M";

    /// The compressors of squashfs that are offered here.
    public enum Compressor {
        /// Read by every kernel with squashfs.
        GZIP("gzip", "-Xcompression-level", "9"),
        /// Level 15 is mksquashfs' own default: slow to pack, and as fast to read as any other.
        ZSTD("zstd", "-Xcompression-level", "15"),
        /// The smallest, and the slowest to read.
        XZ("xz");

        private final List<String> words;

        Compressor(String... words) {
            this.words = List.of(words);
        }
    }

    /// Packs.
    ///
    /// @param file a new file
    /// @param progress told the bytes of files as they are handed over
    public void pack(Tree tree, Compressor compressor, Path file, ByteProgress progress) throws IOException {
        runner.feed(
                Program.of("squashfs-tools", command(compressor, file)),
                out -> new TarWriter(out, modified, SquashfsPacker::kept, progress).write(tree));
    }

    private List<String> command(Compressor compressor, Path file) {
        var time = Long.toString(modified);
        var command =
                new ArrayList<>(List.of("mksquashfs", "-", file.toString(), "-tar", "-noappend", "-reproducible"));
        command.addAll(List.of("-mkfs-time", time, "-all-time", time));
        command.addAll(List.of("-root-mode", "755", "-root-uid", "0", "-root-gid", "0"));
        command.add("-comp");
        command.addAll(compressor.words);
        command.addAll(List.of("-processors", Integer.toString(processors), "-mem", MEMORY));
        command.addAll(List.of("-no-progress", "-quiet", "-exit-on-error"));
        return command;
    }

    /// Squashfs has no name for POSIX ACLs.
    static boolean kept(String attribute) {
        return attribute.startsWith("user.") || attribute.startsWith("security.");
    }
}
