package io.rackboot.image.build;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Ids of builds: the time to the millisecond, so that a later build has a greater id, also after a restart.
final class BuildIds {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private long last;

    BuildIds(InstantSource clock) {
        this.clock = clock;
    }

    synchronized String next() {
        last = Math.max(last + 1, clock.millis());
        return FORM.format(Instant.ofEpochMilli(last));
    }
}
