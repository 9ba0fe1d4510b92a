package io.rackboot.dhcp.lease.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// Does what another channel does.
class ForwardingChannel extends FileChannel {
    private final FileChannel to;

    ForwardingChannel(FileChannel to) {
        this.to = to;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return to.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return to.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return to.read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return to.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return to.write(sources, offset, length);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return to.write(source, position);
    }

    @Override
    public long position() throws IOException {
        return to.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        to.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return to.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        to.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        to.force(metaData);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return to.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return to.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return to.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return to.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return to.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        to.close();
    }
}
