package io.rackboot.events.document;

import java.time.Instant;
import java.util.Optional;

/// Something that happened to a version of an image.
///
/// @param at when
/// @param what what
/// @param version the version
/// @param channel the channel that was moved or removed
/// @param previous what that channel stood for before
/// @param by who did it, as far as they say
/// @param note why, for people
public record HistoryEntry(
        Instant at,
        HistoryStep what,
        String version,
        Optional<String> channel,
        Optional<String> previous,
        Optional<String> by,
        Optional<String> note) {}
