package io.rackboot.image;

import java.util.regex.Pattern;

/// What a Range header asks of a file (RFC 9110 section 14).
sealed interface ByteRange {
    Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// The whole file: no header, one of another unit or form, or several ranges, which a server may ignore.
    record Whole() implements ByteRange {}

    /// A part.
    ///
    /// @param from first byte
    /// @param length at least 1
    record Part(long from, long length) implements ByteRange {}

    /// Nothing that the file has.
    record Unsatisfiable() implements ByteRange {}

    /// {@return what the header asks of a file of that size}
    static ByteRange of(String header, long size) {
        var match = FORM.matcher(header.strip());
        if (!match.matches()) {
            return new Whole();
        }
        var first = match.group(1);
        var last = match.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(Long.parseLong(last), size);
        }
        var from = Long.parseLong(first);
        var to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return new Whole();
        }
        return from >= size ? new Unsatisfiable() : new Part(from, to - from + 1);
    }

    private static ByteRange suffix(long wanted, long size) {
        var length = Math.min(wanted, size);
        return length == 0 ? new Unsatisfiable() : new Part(size - length, length);
    }
}
