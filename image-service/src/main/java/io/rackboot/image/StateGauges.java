package io.rackboot.image;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.image.build.BuildQueue;
import io.rackboot.image.build.BuildState;
import io.rackboot.image.publish.ImageRegistry;
import io.rackboot.image.publish.Standing;
import io.rackboot.image.store.FreeSpace;
import java.io.IOException;
import java.util.List;

/// What stands now: builds by state, images by standing, room on the disk.
final class StateGauges {
    private StateGauges() {}

    static void register(MeterRegistry meters, BuildQueue builds, ImageRegistry registry, FreeSpace free) {
        for (var state : List.of(BuildState.QUEUED, BuildState.RUNNING)) {
            Gauge.builder("image.builds.now", builds, b -> b.count(state))
                    .tag("state", state.text())
                    .register(meters);
        }
        for (var standing : Standing.values()) {
            Gauge.builder("image.images", registry, r -> count(r, standing))
                    .tag("state", standing.text())
                    .register(meters);
        }
        Gauge.builder("image.free.bytes", free, StateGauges::usable).register(meters);
    }

    private static long count(ImageRegistry registry, Standing standing) {
        return registry.all().stream()
                .filter(image -> image.standing() == standing)
                .count();
    }

    private static double usable(FreeSpace free) {
        try {
            return free.usable();
        } catch (IOException _) {
            return Double.NaN;
        }
    }
}
