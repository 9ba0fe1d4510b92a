package io.rackboot.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.image.build.BuildQueue;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// Logs of builds as server-sent events. The id of a line is its place and the service whose log it is: a build that
/// another service begins anew has another log.
@Singleton
final class LogStreams {
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})(-[0-9a-f]{8})?");

    private final BuildQueue builds;
    private final ObjectMapper json;
    private final Elsewhere elsewhere;
    private final String mark;

    LogStreams(BuildQueue builds, ObjectMapper json, Elsewhere elsewhere, ImageSettings settings) {
        this.builds = builds;
        this.json = json;
        this.elsewhere = elsewhere;
        this.mark = "-" + settings.identity().substring(0, 8);
    }

    /// @param last the id of the last line that the reader has
    LogStream follow(String id, Path log, Optional<String> last) {
        return new LogStream(builds, id, log, last.map(this::place).orElse(0L), mark, elsewhere, json);
    }

    private long place(String last) {
        var match = PLACE.matcher(last);
        return match.matches() && (match.group(2) == null || match.group(2).equals(mark))
                ? Long.parseLong(match.group(1))
                : 0;
    }
}
