package io.rackboot.image.channel;

import io.rackboot.events.document.ChannelsDocument;

/// What becomes of the channels of an image.
public sealed interface Decision {

    /// They change.
    record Changed(ChannelsDocument document) implements Decision {}

    /// They are so already.
    record Same() implements Decision {}

    /// They must not be changed like that.
    ///
    /// @param detail what stands in the way and what would help
    record Refused(Refusal refusal, String detail) implements Decision {}
}
