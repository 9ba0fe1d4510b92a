package io.rackboot.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The lines of a file that grows, as far as they are whole.
final class LogTail {
    private static final int PIECE = 1 << 16;

    private final Path file;
    private final Deque<Line> lines = new ArrayDeque<>();
    private final StringBuilder begun = new StringBuilder();
    private long position;

    /// @param text without its end
    /// @param end where the next one begins
    record Line(String text, long end) {}

    /// @param from where a line begins; beyond the file's end nothing comes
    LogTail(Path file, long from) {
        this.file = file;
        this.position = from;
    }

    /// {@return the next line, if it is there already}
    Optional<Line> next() throws IOException {
        if (lines.isEmpty() && Files.exists(file)) {
            read();
        }
        return Optional.ofNullable(lines.poll());
    }

    private void read() throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            // A place that a reader has made up is beyond what can be sought.
            if (position >= in.length()) {
                return;
            }
            in.seek(position);
            var bytes = new byte[PIECE];
            for (var count = in.read(bytes); count > 0 && lines.isEmpty(); count = in.read(bytes)) {
                take(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
            }
        }
    }

    /// As bytes, one a character: a piece may end within a character.
    private void take(String piece) {
        var at = 0;
        for (var end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', at)) {
            begun.append(piece, at, end);
            at = end + 1;
            lines.add(new Line(text(begun), position + at));
            begun.setLength(0);
        }
        begun.append(piece, at, piece.length());
        position += piece.length();
    }

    private static String text(StringBuilder bytes) {
        return new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replace('\r', ' ');
    }
}
