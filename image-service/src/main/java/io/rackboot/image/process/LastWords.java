package io.rackboot.image.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Hands a program's lines on as they come, and remembers the last ones.
final class LastWords {
    private static final int KEPT = 5;
    private static final int LONGEST_LINE = 2000;

    private final Consumer<String> log;
    private final Deque<String> last = new ArrayDeque<>();

    LastWords(Consumer<String> log) {
        this.log = log;
    }

    /// Reads to the end. What follows a carriage return alone (a progress bar) replaces what stood before it.
    void read(InputStream in) throws IOException {
        var line = new StringBuilder();
        var returned = false;
        for (var b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                take(line);
                returned = false;
            } else if (b == '\r') {
                // A terminal's line ends in both; only what is written after it alone replaces the line.
                returned = true;
            } else {
                if (returned) {
                    line.setLength(0);
                    returned = false;
                }
                if (line.length() < LONGEST_LINE) {
                    line.append((char) b);
                }
            }
        }
        take(line);
    }

    private synchronized void take(StringBuilder raw) {
        var bytes = raw.toString().getBytes(StandardCharsets.ISO_8859_1);
        raw.setLength(0);
        var text = new String(bytes, StandardCharsets.UTF_8)
                .replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "")
                .replaceAll("\\p{Cntrl}", "?")
                .stripTrailing();
        if (text.isEmpty()) {
            return;
        }
        log.accept(text);
        last.add(text);
        if (last.size() > KEPT) {
            last.remove();
        }
    }

    synchronized String text() {
        return String.join("; ", last);
    }
}
