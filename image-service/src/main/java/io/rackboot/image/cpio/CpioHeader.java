package io.rackboot.image.cpio;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.RefusedSourceException;

/// What the header of an entry says that is read: thirteen numbers of eight hex digits after `070701`, as [CpioEntry]
/// draws it.
///
/// @param mode type and permissions
/// @param size bytes of content
/// @param major of a device node
record CpioHeader(long inode, int mode, Attributes owner, int links, long size, long major, long minor) {
    private static final int TYPE = 0170000;
    private static final int MAGIC = 6;
    private static final int DIGITS = 8;

    static CpioHeader of(String header) throws RefusedSourceException {
        var mode = (int) number(header, 1);
        return new CpioHeader(
                number(header, 0),
                mode,
                new Attributes(mode & Attributes.PERMISSION_BITS, number(header, 2), number(header, 3)),
                (int) number(header, 4),
                number(header, 6),
                number(header, 9),
                number(header, 10));
    }

    /// {@return bytes of the name that follows a header, its NUL counted}
    static long nameSize(String header) throws RefusedSourceException {
        return number(header, 11);
    }

    int type() {
        return mode & TYPE;
    }

    private static long number(String header, int field) throws RefusedSourceException {
        var start = MAGIC + DIGITS * field;
        var digits = header.substring(start, start + DIGITS);
        if (!digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0)) {
            throw new RefusedSourceException("a cpio header with the number '" + digits + "'");
        }
        return Long.parseLong(digits, 16);
    }
}
