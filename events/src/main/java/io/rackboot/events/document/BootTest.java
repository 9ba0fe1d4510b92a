package io.rackboot.events.document;

import java.time.Duration;
import java.time.Instant;

/// What came of booting a version in a virtual machine.
///
/// @param version the version
/// @param digest the image's digest: another content of that version is not tested by this
/// @param passed whether it came to `boot-complete`
/// @param at when it ended
/// @param duration from power on to that end
public record BootTest(String version, String digest, boolean passed, Instant at, Duration duration) {
    public BootTest {
        Names.requireVersion(version);
    }
}
