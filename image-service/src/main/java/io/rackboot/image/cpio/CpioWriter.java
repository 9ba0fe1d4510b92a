package io.rackboot.image.cpio;

import io.rackboot.image.tree.ByteProgress;
import io.rackboot.image.tree.ContentReader;
import io.rackboot.image.tree.RefusedSourceException;
import io.rackboot.image.tree.Tree;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// Writes a tree as a cpio archive of the newc format, which Linux unpacks as its initial root
/// (Documentation/driver-api/early-userspace/buffer-format.rst).
///
/// Equal trees give equal bytes: entries in the order of their names, inodes by their names, one time for all.
///
/// The archive is written in parts of a few MiB. They begin at files chosen by their names, so that a changed, new or
/// removed file makes other parts of its own and perhaps the neighbouring one, not of all that follow.
public final class CpioWriter {
    private static final int ARCHIVE_BLOCK = 512;
    private static final byte[] ZEROS = new byte[ARCHIVE_BLOCK];

    // From here on a part may end, before one name in eight; here it ends before any.
    private static final long SHORT_PART = 3 << 20;
    private static final long LONG_PART = 8 << 20;
    private static final int ONE_IN = 8;

    private final PartOutput out;
    private final long modified;
    private final ByteProgress progress;
    private final InstantSource clock;
    private final byte[] buffer = new byte[1 << 18];
    private final List<CpioEntry> part = new ArrayList<>();
    private long partSize;
    private long position;

    /// @param out where the archive goes; not closed
    /// @param modified the time of every entry, in seconds since 1970, 0 to 2^32-1
    /// @param progress told the number of content bytes just written
    public CpioWriter(OutputStream out, long modified, ByteProgress progress) {
        this(PartOutput.of(out), modified, progress, InstantSource.system());
    }

    /// @param out where the archive goes, part by part
    /// @param modified the time of every entry, in seconds since 1970, 0 to 2^32-1
    /// @param progress told the number of content bytes just written
    /// @param clock of the file systems that the contents are on
    public CpioWriter(PartOutput out, long modified, ByteProgress progress, InstantSource clock) {
        this.clock = clock;
        this.out = out;
        this.modified = modified;
        this.progress = progress;
    }

    /// Writes the whole archive, its trailer and padding included.
    ///
    /// @throws RefusedSourceException for a file of 4 GiB or more, before anything is written
    /// @throws IOException of the output, or of a source that cannot be read as it was seen
    public void write(Tree tree) throws IOException {
        var entries = new CpioEntries(tree, modified);
        for (var node : tree.nodes().entrySet()) {
            var entry = entries.of(node.getKey(), node.getValue());
            if (position == 0) {
                end(entry.head(), Optional.empty());
            } else if (endsBefore(entry)) {
                writePart(entry.head());
            }
            part.add(entry);
            partSize += entry.size();
        }
        writeEntries();
        write(CpioEntries.trailer());
        put(ZEROS, (int) (-position & (ARCHIVE_BLOCK - 1)));
    }

    private boolean endsBefore(CpioEntry entry) {
        if (partSize < SHORT_PART) {
            return false;
        }
        var crc = new CRC32();
        crc.update(entry.name());
        return partSize >= LONG_PART || crc.getValue() % ONE_IN == 0;
    }

    private void writePart(byte[] head) throws IOException {
        var key = PartKey.of(part, head, clock.instant());
        if (key.isPresent() && out.putKnown(key.get())) {
            skip();
        } else {
            writeEntries();
            end(head, key);
        }
        part.clear();
        partSize = 0;
    }

    private void skip() throws IOException {
        position += partSize;
        for (var entry : part) {
            progress.advance(entry.isFile() ? entry.content().size() : 0);
        }
    }

    /// The head of the first was the end of the part before it.
    private void writeEntries() throws IOException {
        var first = true;
        for (var entry : part) {
            if (!first) {
                put(entry.head(), CpioEntry.HEAD);
            }
            first = false;
            writeRest(entry);
        }
    }

    private void write(CpioEntry entry) throws IOException {
        put(entry.head(), CpioEntry.HEAD);
        writeRest(entry);
    }

    private void writeRest(CpioEntry entry) throws IOException {
        var tail = entry.tail();
        put(tail, tail.length);
        content(entry);
        put(ZEROS, entry.padding());
    }

    private void content(CpioEntry entry) throws IOException {
        var size = entry.content().size();
        var left = size;
        try (var in = ContentReader.open(entry.content())) {
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                put(buffer, count);
                left -= count;
                progress.advance(entry.isFile() ? count : 0);
            }
        }
        if (left != 0) {
            throw new IOException("a content of " + size + " bytes had " + (size - left));
        }
    }

    private void end(byte[] head, Optional<PartKey> key) throws IOException {
        out.end(head, key);
        position += head.length;
    }

    private void put(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        position += count;
    }
}
