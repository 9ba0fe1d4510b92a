package io.rackboot.image.archive;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.RefusedSourceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads the entries of a tar archive one after the other: ustar, pax, GNU long names.
///
/// Written for hostile input: a header of any size is refused before it is read into memory, and nothing is believed
/// that the bytes do not bear out.
final class TarReader {
    /// The largest extended header: names and link targets have at most 4095 bytes, extended attributes 64 KiB each.
    static final int MAXIMUM_HEADER = 1 << 20;

    private static final int MAXIMUM_HEADERS = 16;
    private static final long ID_MASK = 0xFFFF_FFFFL;

    private final InputStream in;
    private PaxRecords global = PaxRecords.NONE;
    private long position;
    private long content;
    private int padding;
    private long entries;

    TarReader(InputStream in) {
        this.in = in;
    }

    /// {@return the next entry, or empty at the end of the archive}
    Optional<TarEntry> next() throws IOException {
        skipContent();
        var pax = global;
        var longName = Optional.<String>empty();
        var longTarget = Optional.<String>empty();
        for (var headers = 0; headers < MAXIMUM_HEADERS; headers++) {
            var offset = position;
            var block = block();
            if (block.isEmpty()) {
                return Optional.empty();
            }
            var header = TarHeader.read(block.get(), offset);
            switch (header.type()) {
                case 'x' -> pax = pax.and(extended(header, offset), offset);
                case 'g' -> pax = global = global.and(extended(header, offset), offset);
                case 'L' -> longName = Optional.of(name(extended(header, offset)));
                case 'K' -> longTarget = Optional.of(name(extended(header, offset)));
                case 'V' -> {}
                default -> {
                    return Optional.of(entry(header, pax, longName, longTarget, offset));
                }
            }
            skipContent();
        }
        throw new RefusedSourceException("more than " + MAXIMUM_HEADERS + " extended headers in a row before byte "
                + position + " of the archive");
    }

    /// Reads the content of the entry that `next` returned last.
    int read(byte[] buffer) throws IOException {
        if (content == 0) {
            return -1;
        }
        var count = in.read(buffer, 0, (int) Math.min(buffer.length, content));
        if (count < 0) {
            throw cutShort();
        }
        content -= count;
        position += count;
        return count;
    }

    private TarEntry entry(
            TarHeader header, PaxRecords pax, Optional<String> longName, Optional<String> longTarget, long offset)
            throws RefusedSourceException {
        var name = pax.text("path").or(() -> longName).orElse(header.name());
        if (header.type() == 'S' || pax.sparse()) {
            var file = pax.text(PaxRecords.SPARSE_NAME).orElse(name);
            throw new RefusedSourceException("'" + file + "': a sparse file; make the archive without --sparse");
        }
        if (header.type() == 'M') {
            throw new RefusedSourceException("'" + name + "': part of a multi-volume archive");
        }
        // Only files are followed by content; some writers give links and directories a size none the less.
        var size = switch (header.type()) {
            case '1', '2', '3', '4', '5', '6' -> 0;
            default -> pax.number("size", header.size(), offset);
        };
        entries++;
        begin(size);
        return new TarEntry(
                name,
                header.type() == 0 ? '0' : header.type(),
                new Attributes(
                        header.mode() & Attributes.PERMISSION_BITS,
                        pax.number("uid", header.uid(), offset) & ID_MASK,
                        pax.number("gid", header.gid(), offset) & ID_MASK,
                        pax.extendedAttributes()),
                size,
                pax.text("linkpath").or(() -> longTarget).orElse(header.linkName()),
                header.major(),
                header.minor());
    }

    private void begin(long size) {
        content = size;
        padding = (int) (-size & (TarHeader.BLOCK - 1));
    }

    private byte[] extended(TarHeader header, long offset) throws IOException {
        if (header.size() > MAXIMUM_HEADER) {
            throw new RefusedSourceException("the extended header at byte " + offset + " of the archive has "
                    + header.size() + " bytes; at most " + MAXIMUM_HEADER);
        }
        begin(header.size());
        var bytes = in.readNBytes((int) header.size());
        position += bytes.length;
        content = 0;
        if (bytes.length < header.size()) {
            throw cutShort();
        }
        return bytes;
    }

    private static String name(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    private void skipContent() throws IOException {
        var left = content + padding;
        content = 0;
        padding = 0;
        try {
            in.skipNBytes(left);
        } catch (EOFException _) {
            throw cutShort();
        }
        position += left;
    }

    /// {@return the next header block, or empty where a block of zeros or the end of the file ends the archive}
    private Optional<byte[]> block() throws IOException {
        var block = in.readNBytes(TarHeader.BLOCK);
        if (block.length == 0 && entries > 0) {
            return Optional.empty();
        }
        if (block.length < TarHeader.BLOCK) {
            throw entries == 0
                    ? new RefusedSourceException("is not a tar archive: it has " + block.length + " bytes")
                    : cutShort();
        }
        position += block.length;
        for (var b : block) {
            if (b != 0) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    private RefusedSourceException cutShort() {
        return new RefusedSourceException("the archive is cut short after byte " + position);
    }
}
