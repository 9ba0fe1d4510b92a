package io.rackboot.tftp.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Bytes that are as many as were announced, and whose digest is taken on the way when nobody knows it yet.
public final class MeasuredChannel implements ReadableByteChannel {
    private final ReadableByteChannel source;
    private final OptionalLong size;
    private final Digest digest;
    private long count;

    /// Where the digest comes from.
    private sealed interface Digest {
        record Known(String sha256) implements Digest {}

        record Running(java.security.MessageDigest running, Consumer<String> whenDone) implements Digest {}
    }

    private Optional<String> finished = Optional.empty();

    private MeasuredChannel(ReadableByteChannel source, OptionalLong size, Digest digest) {
        this.source = source;
        this.size = size;
        this.digest = digest;
    }

    /// Bytes whose digest is known.
    public static MeasuredChannel known(ReadableByteChannel source, OptionalLong size, String sha256) {
        return new MeasuredChannel(source, size, new Digest.Known(sha256));
    }

    /// Bytes whose digest is computed while they are read.
    ///
    /// @param whenDone hears the digest once every byte was read
    public static MeasuredChannel digesting(ReadableByteChannel source, OptionalLong size, Consumer<String> whenDone) {
        return new MeasuredChannel(source, size, new Digest.Running(Sha256.begin(), whenDone));
    }

    /// Reads on.
    ///
    /// @throws EOFException when the source ends before the size announced; what it holds beyond is not read
    @Override
    public int read(ByteBuffer target) throws IOException {
        long left = size.orElse(Long.MAX_VALUE) - count;
        if (left == 0) {
            finish();
            return -1;
        }
        int start = target.position();
        int limit = target.limit();
        target.limit((int) Math.min(limit, start + left));
        int length;
        try {
            length = source.read(target);
        } finally {
            target.limit(limit);
        }
        if (length < 0) {
            ended(left);
            return -1;
        }
        count += length;
        if (digest instanceof Digest.Running(var running, var _)) {
            running.update(target.duplicate().flip().position(start));
        }
        if (length == left) {
            finish();
        }
        return length;
    }

    /// {@return the SHA-256 in hex, if it is known}
    public Optional<String> sha256() {
        return switch (digest) {
            case Digest.Known(String sha256) -> Optional.of(sha256);
            case Digest.Running _ -> finished;
        };
    }

    private void ended(long left) throws EOFException {
        if (size.isPresent()) {
            throw new EOFException("the file ended after " + count + " of " + size.getAsLong() + " bytes (" + left
                    + " missing): it changed, or its server broke off");
        }
        finish();
    }

    private void finish() {
        if (digest instanceof Digest.Running(var running, var whenDone) && finished.isEmpty()) {
            var sha256 = HexFormat.of().formatHex(running.digest());
            finished = Optional.of(sha256);
            whenDone.accept(sha256);
        }
    }

    @Override
    public boolean isOpen() {
        return source.isOpen();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
