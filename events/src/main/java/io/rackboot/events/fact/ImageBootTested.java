package io.rackboot.events.fact;

import java.time.Duration;

/// An image was booted in a virtual machine.
///
/// @param image the image's name
/// @param version its version
/// @param digest the image's digest
/// @param passed whether it came to `boot-complete`
/// @param duration from power on to that end
/// @param detail what was seen last, for people
public record ImageBootTested(
        String image, String version, String digest, boolean passed, Duration duration, String detail)
        implements ImageFact {}
