package io.rackboot.image.cpio;

import io.rackboot.image.tree.Content;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the bytes of a part are, told without reading the files in it: a digest of the headers and of which version of
/// which file each content is.
///
/// @param text 64 hexadecimal digits
public record PartKey(String text) {
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{64}");

    /// @throws IllegalArgumentException for another text
    public PartKey {
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("not a key of a part: " + text);
        }
    }

    /// {@return the key of a part; empty where a content has no version, or could change without another one}
    ///
    /// @param entries of the part, the first without its head
    /// @param head of the entry behind them
    /// @param now before any of it is read
    static Optional<PartKey> of(List<CpioEntry> entries, byte[] head, Instant now) {
        var digest = sha256();
        var first = true;
        for (var entry : entries) {
            if (!first) {
                digest.update(entry.head());
            }
            first = false;
            digest.update(entry.tail());
            switch (entry.content()) {
                case Content.Bytes(var bytes) -> digest.update(bytes);
                case Content.SourceFile file when file.version().isSettled(now) -> update(digest, file);
                case Content.SourceFile _, Content.Region _ -> {
                    return Optional.empty();
                }
            }
        }
        digest.update(head);
        return Optional.of(new PartKey(HexFormat.of().formatHex(digest.digest())));
    }

    private static void update(MessageDigest digest, Content.SourceFile file) {
        var version = file.version();
        var changed = version.changed().toInstant();
        digest.update(ByteBuffer.allocate(5 * Long.BYTES)
                .putLong(version.device())
                .putLong(version.inode())
                .putLong(changed.getEpochSecond())
                .putLong(changed.getNano())
                .putLong(file.size())
                .flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
