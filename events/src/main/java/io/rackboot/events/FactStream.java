package io.rackboot.events;

import java.time.Duration;

/// A JetStream stream of facts.
///
/// @param name the stream's name
/// @param subjects the subjects it takes
/// @param duplicateWindow how long the server remembers a `Nats-Msg-Id`; a service that was killed after it published
///     and before it saw the acknowledgement must be back within it for the fact to stand once
/// @param maxAge how long facts are kept
public record FactStream(String name, String subjects, Duration duplicateWindow, Duration maxAge) {

    /// Facts of booting machines.
    public static final FactStream BOOT = new FactStream("BOOT", "boot.>", Duration.ofHours(1), Duration.ofDays(30));

    /// Facts of images.
    public static final FactStream IMAGES =
            new FactStream("IMAGES", "image.>", Duration.ofHours(1), Duration.ofDays(365));
}
