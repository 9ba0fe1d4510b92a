package io.rackboot.image.command;

import java.io.PrintStream;
import java.util.Locale;

/// What a build says to the operator: lines of its log, and how far it is.
///
/// @param out where to
record BuildScreen(PrintStream out) {
    private static final double MEGA = 1e6;

    void line(String text) {
        out.println("       " + text);
    }

    /// @param bytesPerSecond 0 where there is no rate
    void progress(String stage, int percent, long bytesPerSecond) {
        var rate = bytesPerSecond == 0 ? "" : String.format(Locale.ROOT, "  %.1f MB/s", bytesPerSecond / MEGA);
        out.println(String.format(Locale.ROOT, "%4d %%  %s%s", percent, stage, rate));
    }
}
