package io.rackboot.image.archive;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.RefusedSourceException;
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

    private final TarInput in;
    private PaxRecords global = PaxRecords.NONE;

    TarReader(InputStream in) {
        this.in = new TarInput(in);
    }

    /// {@return the next entry, or empty at the end of the archive}
    Optional<TarEntry> next() throws IOException {
        in.skipContent();
        var pax = global;
        var longName = Optional.<String>empty();
        var longTarget = Optional.<String>empty();
        for (var headers = 0; headers < MAXIMUM_HEADERS; headers++) {
            var offset = in.position();
            var block = in.block();
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
            in.skipContent();
        }
        throw new RefusedSourceException("more than " + MAXIMUM_HEADERS + " extended headers in a row before byte "
                + in.position() + " of the archive");
    }

    /// Reads the content of the entry that `next` returned last.
    int read(byte[] buffer) throws IOException {
        return in.read(buffer);
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
        in.entry(size);
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

    private byte[] extended(TarHeader header, long offset) throws IOException {
        if (header.size() > MAXIMUM_HEADER) {
            throw new RefusedSourceException("the extended header at byte " + offset + " of the archive has "
                    + header.size() + " bytes; at most " + MAXIMUM_HEADER);
        }
        return in.extended((int) header.size());
    }

    private static String name(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }
}
