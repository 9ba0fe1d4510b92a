package io.rackboot.image.ext4;

import io.rackboot.image.tree.DeviceKind;
import io.rackboot.image.tree.Node;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// An inode as it stands in its table: 256 bytes.
final class InodeRecord {
    /// The longest target of a symbolic link that stands in the inode.
    static final int SHORT_TARGET = 59;

    /// A directory with more subdirectories says 1 (dir_nlink).
    static final int MOST_LINKS = 65_000;

    private static final int EXTENTS = 0x80000;
    private static final int PLACE = 40;
    private static final int EXTRA = 32;

    private InodeRecord() {}

    /// @param time of all that the inode has times for, seconds since 1970
    static byte[] of(Inode inode, long time) {
        var owner = inode.attributes();
        var out = ByteBuffer.allocate(Geometry.INODE).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) (type(inode.node()) | owner.permissions())).putShort((short) owner.uid());
        out.putInt((int) inode.size());
        out.putInt((int) time).putInt((int) time).putInt((int) time).putInt(0);
        out.putShort((short) owner.gid()).putShort((short) (inode.links() > MOST_LINKS ? 1 : inode.links()));
        out.putInt((int) (inode.allBlocks() * (Geometry.BLOCK / 512)));
        out.putInt(extents(inode) ? EXTENTS : 0);
        out.position(PLACE);
        place(out, inode);
        out.putInt(104, (int) inode.attributeBlock()).putInt(108, (int) (inode.size() >>> 32));
        out.putShort(116, (short) (inode.allBlocks() * (Geometry.BLOCK / 512) >>> 32));
        out.putShort(120, (short) (owner.uid() >>> 16)).putShort(122, (short) (owner.gid() >>> 16));
        // Bits 32 and 33 of the times: as far as the year 2446.
        out.putShort(128, (short) EXTRA)
                .putInt(132, epoch(time))
                .putInt(136, epoch(time))
                .putInt(140, epoch(time));
        return out.putInt(144, (int) time).putInt(148, epoch(time)).array();
    }

    private static int epoch(long time) {
        return (int) (time - (int) time >>> 32) & 3;
    }

    private static void place(ByteBuffer out, Inode inode) {
        switch (inode.node()) {
            case Node.Device device -> {
                if (device.major() < 256 && device.minor() < 256) {
                    out.putInt((int) (device.major() << 8 | device.minor()));
                } else {
                    out.putInt(0).putInt((int)
                            (device.minor() & 0xFF | device.major() << 8 | (device.minor() & ~0xFFL) << 12));
                }
            }
            case Node.SymbolicLink link
            when !extents(inode) -> out.put(link.target().getBytes(StandardCharsets.ISO_8859_1));
            case Node.Fifo _ -> {}
            case Node.Directory _, Node.RegularFile _, Node.SymbolicLink _ -> Extents.root(out, inode);
        }
    }

    private static boolean extents(Inode inode) {
        return switch (inode.node()) {
            case Node.Directory _, Node.RegularFile _ -> true;
            case Node.SymbolicLink link -> link.target().length() > SHORT_TARGET;
            case Node.Device _, Node.Fifo _ -> false;
        };
    }

    private static int type(Node node) {
        return switch (node) {
            case Node.RegularFile _ -> 0100000;
            case Node.Directory _ -> 0040000;
            case Node.SymbolicLink _ -> 0120000;
            case Node.Device device -> device.kind() == DeviceKind.BLOCK ? 0060000 : 0020000;
            case Node.Fifo _ -> 0010000;
        };
    }
}
