package io.rackboot.image.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// What the header block of an entry has no room for, as records of a pax header (POSIX.1-2001).
final class PaxHeader {
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();

    private PaxHeader() {}

    /// {@return the records that a block needs; no bytes where it needs none}
    ///
    /// @param attributes whether an extended attribute of that name is written
    static byte[] of(UstarBlock block, Predicate<String> attributes) {
        var header = new PaxHeader();
        var owner = block.owner();
        header.text("path", block.name());
        header.text("linkpath", block.target());
        header.number("size", block.size(), UstarBlock.LARGEST_SIZE);
        header.number("uid", owner.uid(), UstarBlock.LARGEST_OCTAL);
        header.number("gid", owner.gid(), UstarBlock.LARGEST_OCTAL);
        for (var attribute : owner.extended().entrySet()) {
            if (attributes.test(attribute.getKey())) {
                header.record("SCHILY.xattr." + attribute.getKey(), attribute.getValue());
            }
        }
        return header.records.toByteArray();
    }

    private void text(String keyword, String value) {
        if (value.length() > UstarBlock.NAME) {
            record(keyword, value);
        }
    }

    private void number(String keyword, long value, long largest) {
        if (value > largest) {
            record(keyword, Long.toString(value));
        }
    }

    /// `<length> <keyword>=<value>\n`, the length counting its own digits.
    private void record(String keyword, String value) {
        var rest = " " + keyword + "=" + value + "\n";
        var length = rest.length() + 1;
        while (Integer.toString(length).length() + rest.length() != length) {
            length = Integer.toString(length).length() + rest.length();
        }
        records.writeBytes((length + rest).getBytes(StandardCharsets.ISO_8859_1));
    }
}
