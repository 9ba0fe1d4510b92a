package io.rackboot.image.archive;

import io.rackboot.image.tree.ByteProgress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The bytes of a source's file as they are; counts them, and keeps the error that ended its reading, so that it can be
/// told from what an unpacker says of the bytes.
final class SourceInput extends FilterInputStream {
    private final ByteProgress progress;
    private Optional<IOException> failure = Optional.empty();

    SourceInput(InputStream in, ByteProgress progress) {
        super(in);
        this.progress = progress;
    }

    Optional<IOException> failure() {
        return failure;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            var count = super.read(bytes, offset, length);
            if (count > 0) {
                progress.advance(count);
            }
            return count;
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
