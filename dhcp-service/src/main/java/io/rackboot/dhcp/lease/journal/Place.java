package io.rackboot.dhcp.lease.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// The directory of a journal, held by one process at a time.
final class Place implements AutoCloseable {
    private final Path directory;
    private final FileOpener opener;
    private final FileChannel lock;

    private Place(Path directory, FileOpener opener, FileChannel lock) {
        this.directory = directory;
        this.opener = opener;
        this.lock = lock;
    }

    /// Makes the directory where it is missing.
    ///
    /// @return empty when another process holds it
    static Optional<Place> take(Path directory, FileOpener opener) throws IOException {
        Files.createDirectories(directory);
        var channel =
                FileChannel.open(directory.resolve("leases.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new Place(directory, opener, channel));
            }
        } catch (OverlappingFileLockException _) {
            // this process holds it
        }
        channel.close();
        return Optional.empty();
    }

    Path journal() {
        return directory.resolve("leases.journal");
    }

    /// {@return the journal's file, made where it is missing}
    JournalFile open() throws IOException {
        Files.deleteIfExists(Rewriting.pathOf(journal()));
        if (!Files.exists(journal())) {
            try (var fresh = JournalFile.create(Rewriting.pathOf(journal()), opener)) {
                fresh.seal(new JournalFile.Header(JournalFile.HEADER, 0));
                fresh.becomes(journal());
            }
            sync();
        }
        return JournalFile.open(journal(), opener);
    }

    /// Makes a new name survive a power cut.
    void sync() throws IOException {
        try (var channel = opener.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
