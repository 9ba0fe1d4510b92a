package io.rackboot.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    Path directory;

    @Test
    void linesComeWhenTheyAreWhole() throws IOException {
        var file = directory.resolve("log");
        var tail = new LogTail(file, 0);
        assertThat(tail.next()).isEmpty();
        Files.writeString(file, "one\nzw");
        assertThat(tail.next()).contains(new LogTail.Line("one", 4));
        assertThat(tail.next()).isEmpty();
        append(file, "ölf \r \n\n");
        assertThat(tail.next()).contains(new LogTail.Line("zwölf   ", 14));
        assertThat(tail.next()).contains(new LogTail.Line("", 15));
        assertThat(tail.next()).isEmpty();
        append(file, "x".repeat(200_000) + "\nlast\n");
        assertThat(tail.next()).contains(new LogTail.Line("x".repeat(200_000), 200_016));
        assertThat(tail.next()).contains(new LogTail.Line("last", 200_021));
        assertThat(new LogTail(file, 200_016).next()).contains(new LogTail.Line("last", 200_021));
        assertThat(new LogTail(file, 300_000).next()).isEmpty();
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
