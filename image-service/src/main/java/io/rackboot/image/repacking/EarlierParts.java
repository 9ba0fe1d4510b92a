package io.rackboot.image.repacking;

import io.rackboot.image.compress.PackedPart;
import io.rackboot.image.cpio.PartKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The parts of an earlier archive, read from it as they are wanted.
///
/// @param archive the packed archive
/// @param parts where each of them is
record EarlierParts(Optional<FileChannel> archive, Map<PartKey, PackedPart> parts) implements AutoCloseable {
    static final EarlierParts NONE = new EarlierParts(Optional.empty(), Map.of());

    /// {@return the packed bytes of a part; empty for one that is not known, or is damaged}
    Optional<byte[]> find(PartKey key) throws IOException {
        var part = parts.get(key);
        // A list that does not fit its archive must not have the memory taken that it asks for.
        if (archive.isEmpty() || part == null || part.offset() > archive.get().size() - part.length()) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.allocate(part.length());
        while (bytes.hasRemaining()) {
            if (archive.get().read(bytes, part.offset() + bytes.position()) < 0) {
                return Optional.empty();
            }
        }
        var checksum = new CRC32C();
        checksum.update(bytes.array());
        return (int) checksum.getValue() == part.checksum() ? Optional.of(bytes.array()) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (archive.isPresent()) {
            archive.get().close();
        }
    }
}
