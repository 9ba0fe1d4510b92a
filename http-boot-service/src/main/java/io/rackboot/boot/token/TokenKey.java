package io.rackboot.boot.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import java.util.UUID;

/// The key that boot tokens are signed with: 32 random bytes in a file only this service's user can read.
public final class TokenKey {
    private static final int LENGTH = 32;
    private static final String NAME = "boot-token.key";

    private TokenKey() {}

    /// Reads the key of a state directory, or makes one. Two services that start together end with the same key.
    ///
    /// @throws IllegalStateException for a file that is no key
    public static byte[] of(Path stateDirectory) {
        var file = stateDirectory.resolve(NAME);
        try {
            if (Files.notExists(file)) {
                create(stateDirectory, file);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            var key = Files.readAllBytes(file);
            if (key.length != LENGTH) {
                throw new IllegalStateException(file + " holds " + key.length + " bytes, a key has " + LENGTH
                        + "; delete it, and machines that boot now will phone home in vain");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make the key file " + file, e);
        }
    }

    private static void create(Path directory, Path file) throws IOException {
        var key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        var draft = directory.resolve(NAME + "." + UUID.randomUUID());
        try {
            var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (var channel = FileChannel.open(
                    draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
                channel.write(ByteBuffer.wrap(key));
                channel.force(true);
            }
            // A link, unlike a rename, does not replace the key another process made meanwhile.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other process was first: its key counts.
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
