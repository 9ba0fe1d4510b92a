package io.rackboot.dhcp.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/// The one buffer of a socket into which every batch of datagrams is read. They are copied out of it before the next
/// batch; a buffer for each batch would cost more than the copies, since most have one datagram.
final class ReceiveBuffer extends DefaultMaxMessagesRecvByteBufAllocator implements AutoCloseable {
    private final int size;
    private final ByteBuf buffer;

    /// @param size in bytes
    ReceiveBuffer(int size) {
        this.size = size;
        buffer = Unpooled.directBuffer(size, size);
    }

    @Override
    @SuppressWarnings("deprecation") // Netty asks for it with this type
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator ignored) {
                if (buffer.refCnt() != 1) {
                    throw new IllegalStateException("a datagram of the batch before is still held");
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
