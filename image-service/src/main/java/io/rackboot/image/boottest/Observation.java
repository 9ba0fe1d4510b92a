package io.rackboot.image.boottest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is seen of a machine: its console, its reports. Hostile machines write for ever: only the end is kept.
final class Observation {
    private static final int LINES = 2000;
    private static final Pattern KERNEL = Pattern.compile("^\\[ *[0-9]+\\.[0-9]{6}\\]|^rackboot: |Linux version ");

    private final Deque<String> console = new ArrayDeque<>();
    private String stage = "kernel";
    private boolean sign;
    private Optional<TrialEnd> end = Optional.empty();

    /// @param byConsole whether the console's word is taken for a machine that cannot report
    synchronized void line(String line, boolean byConsole) {
        console.add(line);
        if (console.size() > LINES) {
            console.remove();
        }
        sign |= KERNEL.matcher(line).find();
        // A shell may have left its prompt before it.
        if (byConsole && line.contains("rackboot: boot-complete")) {
            end(new TrialEnd(true, "boot-complete", line, Optional.empty()));
        }
    }

    synchronized void reported(String what, String body) {
        sign = true;
        var lines = body.lines().toList();
        var uptime = value(lines, "uptime ");
        switch (what) {
            case "kernel-started" -> stage = "kernel-started";
            case "boot-complete" ->
                end(new TrialEnd(true, "boot-complete", "the machine reported boot-complete", uptime));
            case "boot-failed" ->
                end(new TrialEnd(
                        false,
                        value(lines, "stage ").orElse(stage),
                        value(lines, "reason ").orElse("the machine reported boot-failed"),
                        uptime));
            default -> {}
        }
    }

    /// The machine is not up and will not be.
    synchronized void over(String reason) {
        end(new TrialEnd(false, stage, reason, Optional.empty()));
    }

    synchronized Optional<TrialEnd> end() {
        return end;
    }

    /// {@return whether a kernel ran at all}
    synchronized boolean sign() {
        return sign;
    }

    synchronized List<String> console() {
        return List.copyOf(console);
    }

    private void end(TrialEnd first) {
        end = end.or(() -> Optional.of(first));
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).replaceAll("\\p{Cntrl}", "?"))
                .map(text -> text.substring(0, Math.min(text.length(), 500)))
                .findFirst();
    }
}
