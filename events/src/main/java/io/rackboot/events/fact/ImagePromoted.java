package io.rackboot.events.fact;

import java.util.Optional;

/// A channel of an image stands for another version.
///
/// @param image the image's name
/// @param version the version it stands for now
/// @param channel the channel
/// @param previous what it stood for before
/// @param by who moved it
public record ImagePromoted(String image, String version, String channel, Optional<String> previous, String by)
        implements ImageFact {}
