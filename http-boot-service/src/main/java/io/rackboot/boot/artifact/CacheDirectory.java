package io.rackboot.boot.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// The files of the cache: one per digest, named by it. What is being filled has a name of its own until it is whole,
/// checked and on disk.
public final class CacheDirectory {
    private static final String DRAFT = ".part";
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int CHUNK = 1 << 18;

    private final Path directory;

    private CacheDirectory(Path directory) {
        this.directory = directory;
    }

    /// Opens a directory, making it where it is missing, and removes what an earlier process left half done.
    public static CacheDirectory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (var drafts = Files.newDirectoryStream(directory, "*" + DRAFT)) {
            for (var draft : drafts) {
                Files.deleteIfExists(draft);
            }
        }
        return new CacheDirectory(directory);
    }

    /// {@return where it is}
    public Path path() {
        return directory;
    }

    /// {@return whether a file can be made in it now}
    public boolean writable() {
        try {
            Files.delete(Files.createFile(directory.resolve(UUID.randomUUID() + DRAFT)));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Path file(String sha256) {
        return directory.resolve(sha256);
    }

    Path draft(String sha256) {
        return directory.resolve(sha256 + "." + UUID.randomUUID() + DRAFT);
    }

    long room() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    List<String> digests() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> SHA_256.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    /// Gives a draft, written and forced, its lasting name.
    void keep(Path draft, String sha256) throws IOException {
        Files.move(draft, file(sha256), StandardCopyOption.ATOMIC_MOVE);
        try (var entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /// {@return the SHA-256 of a file, in hex}
    public static String digestOf(Path file) throws IOException {
        var digest = sha256();
        var buffer = ByteBuffer.allocate(CHUNK);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return hex(digest);
    }
}
