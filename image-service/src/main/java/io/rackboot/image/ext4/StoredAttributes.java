package io.rackboot.image.ext4;

import io.rackboot.image.tree.RefusedSourceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads the block that [AttributeBlock] writes.
final class StoredAttributes {
    private static final int HEADER = 32;
    private static final int ENTRY = 16;
    /// The id of an entry of an ACL that names nobody.
    private static final int NOBODY = -1;

    private StoredAttributes() {}

    static SortedMap<String, String> of(ByteBuffer block) throws RefusedSourceException {
        var all = new TreeMap<String, String>();
        var at = HEADER;
        while (at + ENTRY <= Geometry.BLOCK && block.getInt(at) != 0) {
            var length = block.get(at) & 0xFF;
            var offset = block.getShort(at + 2) & 0xFFFF;
            var size = block.getInt(at + 8);
            if (at + ENTRY + length > Geometry.BLOCK || size < 0 || size > Geometry.BLOCK - offset) {
                throw new RefusedSourceException("the ext4 file system is damaged: extended attributes");
            }
            var name = new byte[length];
            block.get(at + ENTRY, name);
            var value = new byte[size];
            block.get(offset, value);
            var suffix = new String(name, StandardCharsets.ISO_8859_1);
            switch (block.get(at + 1)) {
                case 1 -> all.put("user." + suffix, text(value));
                case 2 -> all.put("system.posix_acl_access", text(acl(value)));
                case 3 -> all.put("system.posix_acl_default", text(acl(value)));
                case 6 -> all.put("security." + suffix, text(value));
                default -> throw new RefusedSourceException("the ext4 file system has an attribute of another kind");
            }
            at += ENTRY + (length + 3 & ~3);
        }
        return all;
    }

    /// From version 1 to version 2, where every entry has an id.
    private static byte[] acl(byte[] stored) {
        var in = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 4 || in.getInt() != 1) {
            return stored;
        }
        var out = ByteBuffer.allocate(4 + stored.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(2);
        while (in.remaining() >= 4) {
            var tag = in.getShort();
            out.putShort(tag).putShort(in.getShort());
            out.putInt((tag == 2 || tag == 8) && in.remaining() >= 4 ? in.getInt() : NOBODY);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static String text(byte[] raw) {
        return new String(raw, StandardCharsets.ISO_8859_1);
    }
}
