package io.rackboot.events.document;

import java.time.Instant;

/// A name that stands for one version of an image until somebody moves it.
///
/// @param name 1 to 64 of `a-z 0-9 _ -`, such as `candidate` or `stable`
/// @param version what it stands for
/// @param since when it was moved there
/// @param by who moved it
public record Channel(String name, String version, Instant since, String by) {
    public Channel {
        Names.require("channel", name);
        Names.requireVersion(version);
    }
}
