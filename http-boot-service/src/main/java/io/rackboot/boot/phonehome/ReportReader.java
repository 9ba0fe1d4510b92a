package io.rackboot.boot.phonehome;

import io.rackboot.events.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the body of a phone-home call: lines of a word, a space and a value, then, after an empty line, the log.
/// Words that a newer init may send are passed over.
final class ReportReader {
    /// The longest log that a fact carries.
    static final int LONGEST_LOG = 8 * 1024;

    private static final int LONGEST_REASON = 512;
    private static final Pattern LINE = Pattern.compile("([a-z][a-z-]{0,31}) (.*)");
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?");

    private final Map<String, String> values = new HashMap<>();
    private final String body;

    private ReportReader(byte[] body) {
        this.body = new String(body, StandardCharsets.UTF_8);
    }

    /// Reads the report of a machine that is up: `uptime` is required.
    static Report up(byte[] body) {
        var reader = new ReportReader(body);
        return reader.header()
                .orElseGet(() -> reader.uptime()
                        .<Report>map(Report.Up::new)
                        .orElseGet(() -> new Report.Malformed("no line \"uptime <seconds>\"")));
    }

    /// Reads the report of a machine that is not: `reason` is required.
    static Report down(byte[] body) {
        var reader = new ReportReader(body);
        return reader.header().orElseGet(reader::down);
    }

    private Report down() {
        var reason = values.get("reason");
        if (reason == null || reason.isBlank()) {
            return new Report.Malformed("no line \"reason <text>\"");
        }
        return new Report.Down(stage(values.getOrDefault("stage", "")), cut(reason.strip(), LONGEST_REASON), log());
    }

    /// Reads the lines up to the empty one, or says what is wrong with one of them.
    private Optional<Report> header() {
        var number = 0;
        for (var line : body.split("\n", -1)) {
            number++;
            var text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (text.isEmpty()) {
                return Optional.empty();
            }
            var match = LINE.matcher(text);
            if (!match.matches() || text.chars().anyMatch(Character::isISOControl)) {
                return malformed(number, "not a word, a space and a value");
            }
            if (match.group(1).equals("uptime")
                    && !SECONDS.matcher(match.group(2)).matches()) {
                return malformed(number, "not a number of seconds");
            }
            if (values.putIfAbsent(match.group(1), match.group(2)) != null) {
                return malformed(number, match.group(1) + " a second time");
            }
        }
        return Optional.empty();
    }

    private static Optional<Report> malformed(int line, String problem) {
        return Optional.of(new Report.Malformed("line " + line + ": " + problem));
    }

    private Optional<Duration> uptime() {
        return Optional.ofNullable(values.get("uptime"))
                .map(SECONDS::matcher)
                .filter(match -> match.matches())
                .map(match -> Duration.ofSeconds(
                        Long.parseLong(match.group(1)),
                        match.group(2) == null ? 0 : Long.parseLong((match.group(2) + "00000000").substring(0, 9))));
    }

    private static Stage stage(String word) {
        return Stream.of(Stage.values())
                .filter(stage -> stage.text().equals(word))
                .findFirst()
                .orElse(Stage.OTHER);
    }

    private String log() {
        var lines = body.replace("\r\n", "\n");
        var begin = lines.indexOf("\n\n");
        var log = begin < 0 ? "" : lines.substring(begin + 2);
        return cutFront(log);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /// The last bytes of a log, without half a character at its front.
    private static String cutFront(String log) {
        var bytes = log.getBytes(StandardCharsets.UTF_8);
        var from = Math.max(0, bytes.length - LONGEST_LOG);
        while (from > 0 && from < bytes.length && (bytes[from] & 0xc0) == 0x80) {
            from++;
        }
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}
