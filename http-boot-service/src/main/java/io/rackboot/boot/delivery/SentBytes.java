package io.rackboot.boot.delivery;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.handler.stream.ChunkedInput;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/// Counts the bytes of a file that reached the socket, also when the client goes away in the middle: Vert.x itself
/// only knows how many it meant to send. Stands in the channel's pipeline for one response; used on its event loop
/// only.
final class SentBytes extends ChannelOutboundHandlerAdapter {
    private static final String VERTX = "handler";
    private long settled;

    private SentBytes() {}

    /// Begins to count on a connection.
    static SentBytes on(HttpConnection connection) {
        var sent = new SentBytes();
        var pipeline = ((ConnectionBase) connection).channel().pipeline();
        if (pipeline.get(VERTX) != null) {
            pipeline.addBefore(VERTX, null, sent);
        }
        return sent;
    }

    /// Ends it.
    void stop(HttpConnection connection) {
        var pipeline = ((ConnectionBase) connection).channel().pipeline();
        if (pipeline.context(this) != null) {
            pipeline.remove(this);
        }
    }

    /// {@return bytes written to the socket}
    long bytes() {
        return settled;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        var observed = promise.unvoid();
        switch (message) {
            case FileRegion region -> observed.addListener(_ -> settled += region.transferred());
            case ChunkedInput<?> chunks -> observed.addListener(_ -> settled += chunks.progress());
            default -> {}
        }
        super.write(context, message, observed);
    }
}
