package io.rackboot.boot.phonehome;

import io.rackboot.events.Stage;
import java.time.Duration;

/// What a machine says about itself.
public sealed interface Report {
    /// Its kernel or its system is up.
    ///
    /// @param uptime the kernel's own uptime
    record Up(Duration uptime) implements Report {}

    /// Its init gave up.
    ///
    /// @param stage the step it failed at
    /// @param reason one line
    /// @param log the end of its log, at most 8 KiB of UTF-8
    record Down(Stage stage, String reason, String log) implements Report {}

    /// The body has not the form of a report.
    ///
    /// @param problem the line and what is wrong with it
    record Malformed(String problem) implements Report {}
}
