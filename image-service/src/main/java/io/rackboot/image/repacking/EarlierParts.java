package io.rackboot.image.repacking;

import io.rackboot.image.compress.PackedPart;
import io.rackboot.image.cpio.PartKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;

/// The parts of an earlier archive, read from it as they are wanted.
///
/// @param archive the packed archive
/// @param parts where each of them is
record EarlierParts(Optional<FileChannel> archive, Map<PartKey, PackedPart> parts) implements AutoCloseable {
    static final EarlierParts NONE = new EarlierParts(Optional.empty(), Map.of());

    private static final Logger LOG = Logger.getLogger(EarlierParts.class);

    // Small enough to be in the processor's cache still when it is summed up.
    private static final int CHUNK = 1 << 18;

    /// @param bytes as packed
    /// @param checksum their CRC-32C
    record Found(byte[] bytes, int checksum) {}

    /// {@return the packed bytes of a part; empty for one that is not known, is damaged or cannot be read}
    Optional<Found> find(PartKey key) {
        var part = parts.get(key);
        if (archive.isEmpty() || part == null) {
            return Optional.empty();
        }
        try {
            return read(archive.get(), part);
        } catch (IOException e) {
            LOG.warnf("a part of an earlier archive is packed anew, since it cannot be read: %s", e);
            return Optional.empty();
        }
    }

    private static Optional<Found> read(FileChannel archive, PackedPart part) throws IOException {
        // A list that does not fit its archive must not have the memory taken that it asks for.
        if (part.offset() > archive.size() - part.length()) {
            return Optional.empty();
        }
        var bytes = new byte[part.length()];
        var checksum = new CRC32C();
        for (var at = 0; at < bytes.length; ) {
            var chunk = ByteBuffer.wrap(bytes, at, Math.min(CHUNK, bytes.length - at));
            var count = archive.read(chunk, part.offset() + at);
            if (count < 0) {
                return Optional.empty();
            }
            checksum.update(bytes, at, count);
            at += count;
        }
        return (int) checksum.getValue() == part.checksum()
                ? Optional.of(new Found(bytes, part.checksum()))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (archive.isPresent()) {
            archive.get().close();
        }
    }
}
