package io.rackboot.image.build;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/// Ids of builds: the time to the millisecond, so that a later build has a greater id, also after a restart; and eight
/// digits of this process, so that no other service makes the same.
final class BuildIds {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private final String process = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private long last;

    BuildIds(InstantSource clock) {
        this.clock = clock;
    }

    synchronized String next() {
        last = Math.max(last + 1, clock.millis());
        return FORM.format(Instant.ofEpochMilli(last)) + "-" + process;
    }
}
