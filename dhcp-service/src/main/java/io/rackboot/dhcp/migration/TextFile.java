package io.rackboot.dhcp.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file to be imported.
final class TextFile {
    private static final int LARGEST = 32 << 20;

    private TextFile() {}

    /// Reads it as UTF-8; what is not UTF-8, as in comments of old files, becomes U+FFFD.
    ///
    /// @throws IOException naming it, where it cannot be read or is larger than 32 MiB
    static String read(Path file) throws IOException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException("larger than 32 MiB");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException(file + ": " + why(e), e);
        }
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "no permission";
            default -> String.valueOf(e.getMessage());
        };
    }
}
