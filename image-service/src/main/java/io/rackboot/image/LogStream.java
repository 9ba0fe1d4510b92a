package io.rackboot.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rackboot.image.build.BuildQueue;
import io.rackboot.image.build.BuildRecord;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A build as server-sent events, until it has ended: `line`, a line of its log, with the place behind it as id;
/// `progress`, stage, percent and bytes per second; last `end`, the whole build.
///
/// The files are asked, not the worker: so builds that have ended, and those of an earlier process, are told alike. A
/// reader that is slow waits for its own connection and for nobody else.
final class LogStream implements StreamingOutput {
    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration RATE = Duration.ofSeconds(1);
    /// A word in between finds readers that are gone.
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final BuildQueue builds;
    private final String id;
    private final LogTail tail;
    private final String mark;
    private final Elsewhere elsewhere;
    private final ObjectMapper json;
    private String progress = "";
    private Instant told = Instant.EPOCH;
    private Instant spoken = Instant.now();

    /// @param from the place behind the last line that the reader has, 0 for none
    /// @param mark of this service's logs, behind the places in ids
    LogStream(BuildQueue builds, String id, Path log, long from, String mark, Elsewhere elsewhere, ObjectMapper json) {
        this.builds = builds;
        this.id = id;
        this.tail = new LogTail(log, from);
        this.mark = mark;
        this.elsewhere = elsewhere;
        this.json = json;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        send(out, ": build " + id + "\n\n");
        for (var build = builds.find(id); build.isPresent(); build = builds.find(id)) {
            if (build.get().builder().filter(elsewhere::another).isPresent()) {
                // Readers come back, and are sent on to the service that has the log.
                return;
            }
            // In this order: what is written before the end has been told before it.
            lines(out);
            progress(out, build.get());
            if (build.get().state().ended()) {
                send(out, "event: end\ndata: " + json.writeValueAsString(build.get()) + "\n\n");
                return;
            }
            if (spoken.plus(SILENCE).isBefore(Instant.now())) {
                send(out, ":\n\n");
            }
            pause();
        }
    }

    private void lines(OutputStream out) throws IOException {
        for (var line = tail.next(); line.isPresent(); line = tail.next()) {
            send(
                    out,
                    "id: " + line.get().end() + mark + "\nevent: line\ndata: "
                            + line.get().text() + "\n\n");
        }
    }

    private void progress(OutputStream out, BuildRecord build) throws IOException {
        var reached = build.stage() + " " + build.percent();
        var now = Instant.now();
        if (!reached.equals(progress)
                || build.bytesPerSecond() > 0 && told.plus(RATE).isBefore(now)) {
            progress = reached;
            told = now;
            send(out, "event: progress\ndata: " + text(build) + "\n\n");
        }
    }

    private static String text(BuildRecord build) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("stage", build.stage())
                .put("percent", build.percent())
                .put("bytesPerSecond", build.bytesPerSecond())
                .toString();
    }

    private void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        spoken = Instant.now();
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PERIOD);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the service ends");
        }
    }
}
