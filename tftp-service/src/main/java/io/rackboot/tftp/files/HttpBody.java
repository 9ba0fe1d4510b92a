package io.rackboot.tftp.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/// The body of a response as a channel that says whose fault a failure is.
final class HttpBody implements ReadableByteChannel {
    private final String server;
    private final InputStream body;
    private boolean open = true;

    HttpBody(String server, InputStream body) {
        this.server = server;
        this.body = body;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            int length = body.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
            target.position(target.position() + Math.max(length, 0));
            return length;
        } catch (IOException e) {
            throw new IOException("http-boot-service at " + server + " broke off: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        body.close();
    }
}
