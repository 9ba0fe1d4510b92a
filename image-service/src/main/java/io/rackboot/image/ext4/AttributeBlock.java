package io.rackboot.image.ext4;

import io.rackboot.image.tree.RefusedSourceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/// The block of a file's extended attributes: a header, the names sorted from the front, the values from the end.
final class AttributeBlock {
    private static final int MAGIC = 0xEA020000;
    private static final int HEADER = 32;
    private static final int ENTRY = 16;

    /// An attribute as ext4 writes it: its prefix as a number, its name without it.
    private record Attribute(int prefix, byte[] name, byte[] value) {
        int entrySize() {
            return ENTRY + (name.length + 3 & ~3);
        }

        int valueSize() {
            return value.length + 3 & ~3;
        }

        int hash() {
            var hash = 0;
            for (var b : name) {
                hash = hash << 5 ^ hash >>> 27 ^ b & 0xFF;
            }
            var words = ByteBuffer.allocate(valueSize())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(value)
                    .clear();
            while (words.hasRemaining()) {
                hash = hash << 16 ^ hash >>> 16 ^ words.getInt();
            }
            return hash;
        }
    }

    private AttributeBlock() {}

    /// {@return those that ext4 has a prefix for}
    static List<String> writable(SortedMap<String, String> attributes) {
        return attributes.keySet().stream().filter(name -> prefix(name) != 0).toList();
    }

    /// @throws RefusedSourceException where they do not fit
    static byte[] of(Inode inode) throws RefusedSourceException {
        var attributes = new ArrayList<Attribute>();
        inode.attributes().extended().forEach((name, value) -> {
            var prefix = prefix(name);
            if (prefix != 0) {
                var raw = value.getBytes(StandardCharsets.ISO_8859_1);
                attributes.add(
                        new Attribute(prefix, suffix(name, prefix), prefix == 2 || prefix == 3 ? acl(raw) : raw));
            }
        });
        attributes.sort(Comparator.comparingInt(Attribute::prefix)
                .thenComparingInt(a -> a.name().length)
                .thenComparing(a -> new String(a.name(), StandardCharsets.ISO_8859_1)));
        var block = ByteBuffer.allocate(Geometry.BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(MAGIC).putInt(1).putInt(1).position(HEADER);
        var end = Geometry.BLOCK;
        var hash = 0;
        for (var attribute : attributes) {
            end -= attribute.valueSize();
            if (block.position() + attribute.entrySize() + 4 > end) {
                throw new RefusedSourceException(
                        "the extended attributes of a file take more than the 4 KiB that ext4 has for them");
            }
            block.put((byte) attribute.name().length).put((byte) attribute.prefix());
            block.putShort((short) (attribute.value().length == 0 ? 0 : end)).putInt(0);
            block.putInt(attribute.value().length).putInt(attribute.hash());
            block.put(attribute.name()).position(block.position() + (-attribute.name().length & 3));
            block.put(end, attribute.value());
            hash = hash << 16 ^ hash >>> 16 ^ attribute.hash();
        }
        return block.putInt(12, hash).array();
    }

    private static int prefix(String name) {
        if (name.startsWith("user.")) {
            return 1;
        }
        return switch (name) {
            case "system.posix_acl_access" -> 2;
            case "system.posix_acl_default" -> 3;
            default -> name.startsWith("security.") ? 6 : 0;
        };
    }

    private static byte[] suffix(String name, int prefix) {
        var text = switch (prefix) {
            case 1 -> name.substring("user.".length());
            case 6 -> name.substring("security.".length());
            default -> "";
        };
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// An ACL stands on disk in version 1, with an id only for named users (2) and groups (8).
    private static byte[] acl(byte[] attribute) {
        var in = ByteBuffer.wrap(attribute).order(ByteOrder.LITTLE_ENDIAN);
        var out = ByteBuffer.allocate(attribute.length).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 4 || (in.remaining() - 4) % 8 != 0 || in.getInt() != 2) {
            return attribute;
        }
        out.putInt(1);
        while (in.hasRemaining()) {
            var tag = in.getShort();
            out.putShort(tag).putShort(in.getShort());
            var id = in.getInt();
            if (tag == 2 || tag == 8) {
                out.putInt(id);
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }
}
