package io.rackboot.image.build;

import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.events.fact.ImageFact;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Tells what becomes of the builds of this service: facts for all, lines for the service's log, words for counters.
///
/// @param facts where facts are said
/// @param observer told of ends
public record BuildNews(FactSink facts, BuildObserver observer) {
    private static final Logger LOG = Logger.getLogger(BuildNews.class);

    /// {@return a meter that tells the progress of a build}
    ProgressMeter meter(BuildRecord build) {
        return new ProgressMeter(
                System::nanoTime,
                progress -> say(new BuildProgress(
                        build.image(),
                        build.version(),
                        build.id(),
                        progress.stage().text(),
                        progress.percent(),
                        progress.bytesPerSecond())));
    }

    void started(BuildRecord build) {
        say(new BuildStarted(build.image(), build.version(), build.id()));
        LOG.infof("build %s of %s.%s: started", build.id(), build.image(), build.version());
    }

    void finished(BuildRecord build, ImageDocument image) {
        say(new BuildFinished(image.name(), image.version(), build.id(), duration(build), image.artifacts()));
        LOG.infof("build %s: image %s in %s", build.id(), image.key(), duration(build));
        observer.ended("finished", duration(build));
    }

    /// Tells of a build that ended without an image.
    void failed(BuildRecord build) {
        var error = build.error().orElseThrow();
        say(new BuildFailed(
                build.image(), build.version(), build.id(), error.reason().text(), error.detail()));
        LOG.warnf(
                "build %s of %s.%s: %s: %s",
                build.id(), build.image(), build.version(), error.reason().text(), error.detail());
        observer.ended(error.reason().text(), duration(build));
    }

    private static Duration duration(BuildRecord build) {
        return Duration.between(
                build.started().orElse(build.submitted()), build.ended().orElseThrow());
    }

    /// A fact that cannot be said is no reason to lose a build.
    private void say(ImageFact fact) {
        try {
            facts.say(fact);
        } catch (RuntimeException e) {
            LOG.errorf(e, "a fact of image %s could not be said", fact.image());
        }
    }
}
