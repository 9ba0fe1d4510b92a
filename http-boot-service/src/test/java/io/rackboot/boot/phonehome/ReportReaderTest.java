package io.rackboot.boot.phonehome;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.boot.phonehome.Report.Down;
import io.rackboot.boot.phonehome.Report.Malformed;
import io.rackboot.boot.phonehome.Report.Up;
import io.rackboot.events.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
    @ParameterizedTest
    @CsvSource({"2.31, 2310", "0, 0", "12, 12000", "3.5, 3500", "1.000000001, 1000"})
    void uptimeIsInSeconds(String seconds, long millis) {
        var report = (Up) up("uptime " + seconds + "\n");
        assertThat(report.uptime().toMillis()).isEqualTo(millis);
    }

    @Test
    void linesMayEndInCrlfAndNewWordsArePassedOver() {
        assertThat(up("uptime 1.5\r\nmemory 96 MiB\r\n\r\n")).isEqualTo(new Up(Duration.ofMillis(1500)));
    }

    @Test
    void aFailureHasAReasonAStageAndALog() {
        assertThat(down("uptime 3.1\nstage kernel\nreason no root: /dev/sda1 is not there \n\nline 1\n\nline 3\n"))
                .isEqualTo(new Down(Stage.KERNEL, "no root: /dev/sda1 is not there", "line 1\n\nline 3\n"));
        assertThat(down("reason x")).isEqualTo(new Down(Stage.OTHER, "x", ""));
        assertThat(down("stage brand-new\nreason x\n")).isEqualTo(new Down(Stage.OTHER, "x", ""));
    }

    @Test
    void theLogIsCutAtItsFrontBetweenCharacters() {
        var report = (Down) down("reason x\n\n" + "a" + "ü".repeat(5000));

        assertThat(report.log()).isEqualTo("ü".repeat(4096));
        assertThat(((Down) down("reason x\n\nb" + "ü".repeat(4095) + "c")).log())
                .isEqualTo("b" + "ü".repeat(4095) + "c");
        assertThat(((Down) down("reason x\n\nü" + "b".repeat(8191))).log()).isEqualTo("b".repeat(8191));
    }

    @Test
    void theReasonIsCut() {
        assertThat(((Down) down("reason " + "r".repeat(2000))).reason()).isEqualTo("r".repeat(512));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|no line \"uptime <seconds>\"",
                "uptime|line 1: not a word, a space and a value",
                "uptime x|line 1: not a number of seconds",
                "uptime -1|line 1: not a number of seconds",
                "uptime 1e9|line 1: not a number of seconds",
                "uptime 9999999999|line 1: not a number of seconds",
                "uptime 1~uptime 2|line 2: uptime a second time",
                "uptime 1~UPTIME 2|line 2: not a word, a space and a value",
                "memory 1~~uptime 2|no line \"uptime <seconds>\"",
                "uptime 1~x a\tb|line 2: not a word, a space and a value",
            })
    void aMistakeIsNamedWithItsLine(String body, String problem) {
        assertThat(up(body.replace('~', '\n'))).isEqualTo(new Malformed(problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stage kernel", "reason  ", "uptime 1\n\nreason x"})
    void aFailureWithoutReasonIsMalformed(String body) {
        assertThat(down(body)).isEqualTo(new Malformed("no line \"reason <text>\""));
    }

    @Test
    void noBytesEndInAnException() {
        var random = new Random(42);
        for (var i = 0; i < 2000; i++) {
            var junk = new byte[random.nextInt(200)];
            random.nextBytes(junk);
            assertThat(ReportReader.up(junk)).isNotInstanceOf(Down.class);
            assertThat(ReportReader.down(junk)).isNotInstanceOf(Up.class);
        }
    }

    private static Report up(String body) {
        return ReportReader.up(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Report down(String body) {
        return ReportReader.down(body.getBytes(StandardCharsets.UTF_8));
    }
}
