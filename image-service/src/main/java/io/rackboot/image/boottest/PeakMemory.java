package io.rackboot.image.boottest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The most memory that a process took, looked at while it runs.
final class PeakMemory {
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+([0-9]+) kB$");

    private final Path pidFile;
    private volatile long bytes;

    PeakMemory(Path pidFile) {
        this.pidFile = pidFile;
    }

    void look() {
        try {
            if (Files.exists(pidFile)) {
                var pid = Long.parseLong(Files.readString(pidFile).strip());
                var peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
                if (peak.find()) {
                    bytes = Long.parseLong(peak.group(1)) << 10;
                }
            }
        } catch (IOException | NumberFormatException _) {
            // It has just begun or just ended: the last look counts.
        }
    }

    long bytes() {
        return bytes;
    }
}
