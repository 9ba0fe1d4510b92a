package io.rackboot.boot.artifact;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// How far a file has come. Written by the one who fills, read by those who wait.
public final class Progress {
    private final long size;
    private final AtomicLong done = new AtomicLong();

    Progress(long size) {
        this.size = size;
    }

    void at(long bytes) {
        done.set(bytes);
    }

    /// {@return such as `43 % of 812.5 MiB`}
    public String text() {
        return (size == 0 ? 100 : done.get() * 100 / size) + " % of " + mebibytes(size);
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 1_048_576.0);
    }
}
