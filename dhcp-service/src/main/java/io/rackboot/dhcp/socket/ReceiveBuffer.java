package io.rackboot.dhcp.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.rackboot.dhcp.wire.Octets;
import java.nio.ByteBuffer;

/// The one buffer of a socket into which every datagram is read. It is copied out of it before the next.
///
/// There is room for one, so that Netty reads with `recvmsg`. Were there room for more it would read with `recvmmsg`,
/// which at each call costs as much as three datagrams before the first is read (its slots are prepared one by one,
/// through JNI), and does not tell where a datagram was sent to.
final class ReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator implements AutoCloseable {
    private final int size;
    private final ByteBuf buffer;
    /// The same bytes: of its own, so that none has to be made for each datagram.
    private final ByteBuffer view;

    /// @param size of the longest datagram, in bytes
    ReceiveBuffer(int size) {
        this.size = size;
        buffer = Unpooled.directBuffer(size, size);
        view = buffer.nioBuffer(0, size);
    }

    /// {@return a copy of the datagram that was read last}
    ///
    /// @param length in bytes
    Octets datagram(int length) {
        return Octets.ofRemaining(view.clear().limit(length));
    }

    @Override
    @SuppressWarnings("deprecation") // Netty asks for it with this type
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator ignored) {
                if (buffer.refCnt() != 1) {
                    throw new IllegalStateException("the datagram before is still held");
                }
                return buffer.clear().retain();
            }

            @Override
            public int guess() {
                return size;
            }
        };
    }

    /// To be called when nothing is read any more.
    @Override
    public void close() {
        buffer.release();
    }
}
