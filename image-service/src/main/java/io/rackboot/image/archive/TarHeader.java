package io.rackboot.image.archive;

import io.rackboot.image.tree.RefusedSourceException;
import java.nio.charset.StandardCharsets;

/// One header block of a tar archive (POSIX.1-1988 ustar, the older V7 form, GNU's extensions).
///
/// ```
/// name 100 | mode 8 | uid 8 | gid 8 | size 12 | mtime 12 | chksum 8 | type 1 | linkname 100 |
/// magic 6 | version 2 | uname 32 | gname 32 | devmajor 8 | devminor 8 | prefix 155 | 12
/// ```
///
/// Names are raw: one character per byte.
record TarHeader(
        String name, int mode, long uid, long gid, long size, char type, String linkName, long major, long minor) {
    static final int BLOCK = 512;

    private static final int CHECKSUM = 148;

    /// Reads a block that is not all zeros.
    ///
    /// @param offset where in the archive it stands, for messages
    static TarHeader read(byte[] block, long offset) throws RefusedSourceException {
        if (!checksumHolds(block, offset)) {
            throw new RefusedSourceException(
                    "not a tar header at byte " + offset + " of the archive: its checksum does not hold");
        }
        var name = text(block, 0, 100);
        var posix = text(block, 257, 6).equals("ustar");
        var prefix = posix ? text(block, 345, 155) : "";
        return new TarHeader(
                prefix.isEmpty() ? name : prefix + "/" + name,
                (int) number(block, 100, 8, "mode", offset),
                number(block, 108, 8, "uid", offset),
                number(block, 116, 8, "gid", offset),
                number(block, 124, 12, "size", offset),
                (char) block[156],
                text(block, 157, 100),
                number(block, 329, 8, "devmajor", offset),
                number(block, 337, 8, "devminor", offset));
    }

    private static boolean checksumHolds(byte[] block, long offset) throws RefusedSourceException {
        var sum = 0L;
        for (var i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xFF;
        }
        try {
            return sum == number(block, CHECKSUM, 8, "chksum", offset);
        } catch (RefusedSourceException _) {
            return false;
        }
    }

    private static String text(byte[] block, int from, int length) {
        var end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /// Octal digits, or GNU's base 256 where the first bit is set. Negative numbers are refused.
    private static long number(byte[] block, int from, int length, String field, long offset)
            throws RefusedSourceException {
        if ((block[from] & 0x80) != 0) {
            return base256(block, from, length, field, offset);
        }
        var digits = text(block, from, length).strip();
        if (digits.isEmpty()) {
            return 0;
        }
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '7')) {
            throw bad(field, offset);
        }
        return Long.parseLong(digits, 8);
    }

    private static long base256(byte[] block, int from, int length, String field, long offset)
            throws RefusedSourceException {
        var value = block[from] & 0x7FL;
        for (var i = from + 1; i < from + length; i++) {
            if (value > Long.MAX_VALUE >> 8) {
                throw bad(field, offset);
            }
            value = value << 8 | block[i] & 0xFF;
        }
        return value;
    }

    private static RefusedSourceException bad(String field, long offset) {
        return new RefusedSourceException("the tar header at byte " + offset + " of the archive has no valid " + field);
    }
}
