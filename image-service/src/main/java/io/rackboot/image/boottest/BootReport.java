package io.rackboot.image.boottest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came of booting an image in a virtual machine.
///
/// @param passed whether it came to `boot-complete`
/// @param stage how far it came
/// @param reason why it came no further
/// @param duration from power on to that end
/// @param uptime seconds that its kernel had been up, as the machine says
/// @param memory bytes of RAM that the machine had
/// @param used the most bytes that QEMU took of this machine's RAM for it
/// @param accelerator `kvm` or `tcg`
/// @param hint what would make it faster
/// @param by who asked for it
/// @param recorded whether the image's history has it; without NATS it waits
/// @param console the end of what the machine wrote
public record BootReport(
        String name,
        String version,
        String digest,
        boolean passed,
        String stage,
        String reason,
        Duration duration,
        Optional<String> uptime,
        long memory,
        long used,
        String accelerator,
        Optional<String> hint,
        String by,
        Instant at,
        boolean recorded,
        List<String> console) {
    private static final int LAST = 5;

    public BootReport {
        console = List.copyOf(console);
    }

    /// {@return `name.version`}
    public String key() {
        return name + "." + version;
    }

    /// {@return this, told to the image's history}
    BootReport noted() {
        return new BootReport(
                name,
                version,
                digest,
                passed,
                stage,
                reason,
                duration,
                uptime,
                memory,
                used,
                accelerator,
                hint,
                by,
                at,
                true,
                console);
    }

    /// {@return it in a line; of a failure with the end of the console}
    public String summary() {
        var seconds = "%.1f s".formatted(duration.toMillis() / 1000.0);
        if (passed) {
            return "boot-complete after " + seconds + ", " + (used >> 20) + " MiB, " + accelerator;
        }
        var end = console.subList(Math.max(0, console.size() - LAST), console.size());
        return "failed after " + seconds + " at " + stage + ": " + reason
                + (end.isEmpty() ? "" : "; console: " + String.join(" | ", end));
    }
}
