package io.rackboot.image.archive;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The bytes of a tar archive: header blocks, each with the content that follows it, padded to whole blocks.
final class TarInput {
    private final InputStream in;
    private long position;
    private long content;
    private int padding;
    private long entries;

    TarInput(InputStream in) {
        this.in = in;
    }

    /// {@return where in the archive it stands}
    long position() {
        return position;
    }

    /// {@return the next header block; empty where a block of zeros or the end of the file ends the archive}
    Optional<byte[]> block() throws IOException {
        var block = in.readNBytes(TarHeader.BLOCK);
        if (block.length == 0 && entries > 0) {
            return Optional.empty();
        }
        if (block.length < TarHeader.BLOCK) {
            throw entries == 0
                    ? new RefusedSourceException("is not a tar archive: it has " + block.length + " bytes")
                    : cutShort();
        }
        position += block.length;
        for (var b : block) {
            if (b != 0) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    /// An entry's content follows.
    void entry(long size) {
        entries++;
        begin(size);
    }

    /// Reads what `entry` said, as far as there is some left.
    int read(byte[] buffer) throws IOException {
        if (content == 0) {
            return -1;
        }
        var count = in.read(buffer, 0, (int) Math.min(buffer.length, content));
        if (count < 0) {
            throw cutShort();
        }
        content -= count;
        position += count;
        return count;
    }

    /// Reads all of an extended header.
    byte[] extended(int size) throws IOException {
        begin(size);
        var bytes = in.readNBytes(size);
        position += bytes.length;
        content = 0;
        if (bytes.length < size) {
            throw cutShort();
        }
        return bytes;
    }

    /// Goes to the next header block. Some writers leave the padding out where the archive ends (`umoci insert`): with
    /// the content all is there.
    void skipContent() throws IOException {
        try {
            in.skipNBytes(content);
        } catch (EOFException _) {
            throw cutShort();
        }
        position += content + in.readNBytes(padding).length;
        content = 0;
        padding = 0;
    }

    private void begin(long size) {
        content = size;
        padding = (int) (-size & (TarHeader.BLOCK - 1));
    }

    private RefusedSourceException cutShort() {
        return new RefusedSourceException("the archive is cut short after byte " + position);
    }
}
