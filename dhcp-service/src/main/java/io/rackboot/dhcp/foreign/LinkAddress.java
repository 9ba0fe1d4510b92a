package io.rackboot.dhcp.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A `sockaddr_ll`, by which packet sockets name interfaces and hardware addresses: the protocol in network order, all
/// else in the host's.
///
/// ```
///   0  family    2  protocol    4  index    8  type of hardware   10  kind of packet   11  length   12  address (8)
/// ```
record LinkAddress(byte[] bytes) {
    static final int AF_PACKET = 17;
    static final int LENGTH = 20;

    /// A frame that was meant for another host.
    static final int PACKET_OTHERHOST = 3;

    private static final int TYPE = 8;
    private static final int KIND = 10;
    private static final int ADDRESS_LENGTH = 11;
    private static final int ADDRESS = 12;

    /// Room for one that the kernel writes.
    static LinkAddress empty() {
        return new LinkAddress(new byte[LENGTH]);
    }

    /// @param protocol an Ethernet type
    /// @param index the kernel's number of the interface
    /// @param hardwareAddress up to eight bytes
    static LinkAddress of(int protocol, int index, byte[] hardwareAddress) {
        return new LinkAddress(ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.nativeOrder())
                .putShort((short) AF_PACKET)
                .put((byte) (protocol >>> 8))
                .put((byte) protocol)
                .putInt(index)
                .putShort((short) 0)
                .put((byte) 0)
                .put((byte) hardwareAddress.length)
                .put(hardwareAddress)
                .array());
    }

    /// {@return the type of hardware: 1 Ethernet, 32 InfiniBand, 772 loopback, 65534 none}
    int type() {
        return Short.toUnsignedInt(
                ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getShort(TYPE));
    }

    /// {@return whom a received packet was for}
    int kind() {
        return bytes[KIND];
    }

    byte[] hardwareAddress() {
        int length = Math.clamp(bytes[ADDRESS_LENGTH], 0, LENGTH - ADDRESS);
        return Arrays.copyOfRange(bytes, ADDRESS, ADDRESS + length);
    }
}
