package io.rackboot.image;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.image.build.BuildObserver;
import io.rackboot.image.publish.ImagesBucket;
import java.time.Duration;

/// What follows the end of a build: it is counted by outcome, and its image is published.
record BuildEnds(MeterRegistry meters, ImagesBucket bucket) implements BuildObserver {
    @Override
    public void ended(String outcome, Duration duration) {
        meters.timer("image.builds", "outcome", outcome).record(duration);
        bucket.changed();
    }
}
