package io.rackboot.events.fact;

/// A build ended without an image; nothing of it is left.
///
/// @param image the image's name
/// @param version its version
/// @param build the build's id
/// @param reason a fixed kebab-case word for the reason
/// @param detail cause and place, for people
public record BuildFailed(String image, String version, String build, String reason, String detail)
        implements ImageFact {}
