package io.rackboot.boot.delivery;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// The part of a file that a request wants (RFC 9110 section 14.2).
sealed interface ByteRange {
    /// All of it.
    record Whole() implements ByteRange {}

    /// From one byte to another, both inside the file.
    record Part(long first, long last) implements ByteRange {}

    /// Nothing that the file has.
    record Unsatisfiable() implements ByteRange {}

    /// Reads a `Range` header. One that asks for several ranges, in another unit or in no valid form is answered
    /// with the whole file, as section 14.2 allows; numbers may be of any length.
    static ByteRange of(Optional<String> header, long size) {
        return header.map(text -> of(text, size)).orElseGet(Whole::new);
    }

    private static ByteRange of(String header, long size) {
        var form = Form.SINGLE.matcher(header);
        if (!form.matches()) {
            return new Whole();
        }
        var first = form.group(1);
        var last = form.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? new Whole() : suffix(new BigInteger(last), size);
        }
        var from = new BigInteger(first);
        if (!last.isEmpty() && new BigInteger(last).compareTo(from) < 0) {
            return new Whole();
        }
        if (from.compareTo(BigInteger.valueOf(size)) >= 0) {
            return new Unsatisfiable();
        }
        var end = BigInteger.valueOf(size - 1);
        return new Part(
                from.longValueExact(),
                last.isEmpty() ? size - 1 : new BigInteger(last).min(end).longValueExact());
    }

    private static ByteRange suffix(BigInteger length, long size) {
        if (size == 0 || length.signum() == 0) {
            return new Unsatisfiable();
        }
        var wanted = length.min(BigInteger.valueOf(size)).longValueExact();
        return new Part(size - wanted, size - 1);
    }

    /// The form of a single range.
    final class Form {
        // A quadratic BigInteger is no worry at this length.
        private static final Pattern SINGLE = Pattern.compile("(?i:bytes)=[ \t]*([0-9]{0,40})-([0-9]{0,40})[ \t]*");

        private Form() {}
    }
}
