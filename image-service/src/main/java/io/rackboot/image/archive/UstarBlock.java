package io.rackboot.image.archive;

import io.rackboot.image.tree.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One header block to be written (POSIX.1-1988 ustar, as [TarHeader] draws it). What its fields have no room for is
/// cut off and stands in a pax header before it ([PaxHeader]).
///
/// @param name raw, one character per byte
/// @param type the type flag
/// @param target what a link points to, raw
record UstarBlock(String name, Attributes owner, char type, long size, String target, long major, long minor) {
    static final int NAME = 100;
    static final long LARGEST_OCTAL = 07777777L;
    static final long LARGEST_SIZE = 077777777777L;

    /// {@return its bytes}
    ///
    /// @param modified seconds since 1970
    byte[] bytes(long modified) {
        var block = new byte[TarHeader.BLOCK];
        text(block, 0, NAME, name);
        octal(block, 100, 8, owner.permissions());
        octal(block, 108, 8, Math.min(owner.uid(), LARGEST_OCTAL));
        octal(block, 116, 8, Math.min(owner.gid(), LARGEST_OCTAL));
        octal(block, 124, 12, Math.min(size, LARGEST_SIZE));
        octal(block, 136, 12, modified);
        block[156] = (byte) type;
        text(block, 157, NAME, target);
        text(block, 257, 8, "ustar\00000");
        octal(block, 329, 8, major);
        octal(block, 337, 8, minor);
        Arrays.fill(block, 148, 156, (byte) ' ');
        var sum = 0;
        for (var b : block) {
            sum += b & 0xFF;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    private static void text(byte[] block, int at, int length, String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, at, Math.min(length, bytes.length));
    }

    private static void octal(byte[] block, int at, int length, long value) {
        var left = value;
        for (var i = at + length - 2; i >= at; i--) {
            block[i] = (byte) ('0' + (left & 7));
            left >>>= 3;
        }
        block[at + length - 1] = 0;
    }
}
