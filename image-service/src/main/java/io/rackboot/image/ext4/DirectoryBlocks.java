package io.rackboot.image.ext4;

import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.Node;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The content of a directory: entries in blocks, none crossing a block's end.
final class DirectoryBlocks {
    private static final int ENTRY = 8;

    private DirectoryBlocks() {}

    static byte[] of(Inode directory, Inode parent) {
        var entries = new ArrayList<>(List.of(new Inode.Entry(".", directory), new Inode.Entry("..", parent)));
        entries.addAll(directory.entries());
        var out = ByteBuffer.allocate((int) size(directory)).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var start = out.position();
            var used = length(entry.name());
            var blockEnd = (start / Geometry.BLOCK + 1) * Geometry.BLOCK;
            var last = i + 1 == entries.size()
                    || start + used + length(entries.get(i + 1).name()) > blockEnd;
            var length = last ? blockEnd - start : used;
            out.putInt(entry.inode().number()).putShort((short) length);
            out.put((byte) entry.name().length()).put((byte) type(entry.inode().node()));
            out.put(entry.name().getBytes(StandardCharsets.ISO_8859_1)).position(start + length);
        }
        return out.array();
    }

    /// {@return bytes, whole blocks}
    static long size(Inode directory) {
        var blocks = 1L;
        var filled = length(".") + length("..");
        for (var entry : directory.entries()) {
            var length = length(entry.name());
            if (filled + length > Geometry.BLOCK) {
                blocks++;
                filled = 0;
            }
            filled += length;
        }
        return blocks * Geometry.BLOCK;
    }

    private static int length(String name) {
        return ENTRY + name.length() + 3 & ~3;
    }

    private static int type(Node node) {
        return switch (node) {
            case Node.RegularFile _ -> 1;
            case Node.Directory _ -> 2;
            case Node.Device device -> device.kind() == DeviceKind.CHARACTER ? 3 : 4;
            case Node.Fifo _ -> 5;
            case Node.SymbolicLink _ -> 7;
        };
    }
}
