package io.rackboot.image.cpio;

import io.rackboot.image.tree.Attributes;
import io.rackboot.image.tree.Content;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An entry of an archive as its header tells it.
///
/// ```
/// +------------------------------+----------+-----+---------+-----+
/// | 070701 and 13 x 8 hex digits | name NUL | pad | content | pad |   padded to 4 bytes
/// +------------------------------+----------+-----+---------+-----+
/// ```
///
/// @param name as it stands in the archive, without the NUL
/// @param mode type and permissions
/// @param major of a device node
/// @param content what follows the name; for a link its target
record CpioEntry(
        byte[] name,
        long inode,
        int mode,
        Attributes owner,
        int links,
        long time,
        long major,
        long minor,
        Content content) {
    static final int HEADER = 110;
    /// Bytes of a header up to the numbers of the device that the file is on, which end with sixteen zeros.
    static final int HEAD = 78;

    static final int REGULAR = 0100000;
    private static final int TYPE = 0170000;

    static final Content NOTHING = new Content.Bytes(new byte[0]);
    private static final byte[] MAGIC = "070701".getBytes(StandardCharsets.US_ASCII);

    boolean isFile() {
        return (mode & TYPE) == REGULAR;
    }

    byte[] head() {
        return Arrays.copyOf(header(), HEAD);
    }

    /// {@return what follows the head: the rest of the header, the name and its padding}
    byte[] tail() {
        var start = HEADER - HEAD;
        var tail = Arrays.copyOf(
                Arrays.copyOfRange(header(), HEAD, HEADER), start + padded(HEADER + name.length + 1) - HEADER);
        System.arraycopy(name, 0, tail, start, name.length);
        return tail;
    }

    /// {@return zeros behind the content}
    int padding() {
        return (int) (-content.size() & 3);
    }

    /// {@return bytes that it takes}
    long size() {
        return padded(HEADER + name.length + 1) + content.size() + padding();
    }

    private static int padded(int size) {
        return (size + 3) & ~3;
    }

    private byte[] header() {
        var header = new byte[HEADER];
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        long[] fields = {
            inode, mode, owner.uid(), owner.gid(), links, time, content.size(), 0, 0, major, minor, name.length + 1L, 0
        };
        for (var i = 0; i < fields.length; i++) {
            hex(header, MAGIC.length + 8 * i, fields[i]);
        }
        return header;
    }

    private static void hex(byte[] header, int offset, long value) {
        var left = value;
        for (var digit = 7; digit >= 0; digit--) {
            header[offset + digit] = (byte) "0123456789ABCDEF".charAt((int) (left & 15));
            left >>>= 4;
        }
    }
}
