package io.rackboot.boot.artifact;

import io.rackboot.events.document.Artifact;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Tells an operator how far a long fill is, every ten seconds.
final class ProgressLog {
    private static final Logger LOG = Logger.getLogger(ProgressLog.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Artifact artifact;
    private final Progress progress;
    private final long started = System.nanoTime();
    private long next = started + PAUSE.toNanos();

    ProgressLog(Artifact artifact, Progress progress) {
        this.artifact = artifact;
        this.progress = progress;
    }

    void at(long done) {
        progress.at(done);
        if (System.nanoTime() - next >= 0) {
            next += PAUSE.toNanos();
            LOG.infof("fetching %s: %s", artifact.location(), progress.text());
        }
    }

    void finished() {
        var seconds = Math.max(1, System.nanoTime() - started) / 1e9;
        LOG.infof(
                "cached %s (%s) as %s in %.1f s",
                artifact.name(), Progress.mebibytes(artifact.size()), artifact.sha256(), seconds);
    }
}
