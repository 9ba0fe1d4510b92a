package io.rackboot.image.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/// A log in a file: lines with their time, readable while they are written.
final class FileLog implements BuildLog {
    private static final Logger LOG = Logger.getLogger(FileLog.class);
    private static final int MAXIMUM_LINES = 10_000;

    private final Path file;
    private final InstantSource clock;
    private int lines;

    FileLog(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /// Adds a line. A log that cannot be written (a full disk) does not end the build.
    @Override
    public synchronized void line(String text) {
        if (++lines > MAXIMUM_LINES) {
            return;
        }
        var message = lines == MAXIMUM_LINES ? "(further lines are left out)" : text;
        var line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + message + "\n";
        try {
            Files.write(
                    file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.debugf("a line of %s is lost: %s", file, e.getMessage());
        }
    }
}
