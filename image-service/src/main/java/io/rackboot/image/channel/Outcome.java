package io.rackboot.image.channel;

import io.rackboot.events.document.ChannelsDocument;

/// What came of an attempt to change the channels of an image.
public sealed interface Outcome {

    /// They are as wanted and stored.
    ///
    /// @param before what stood before; the same document where nothing had to be changed
    /// @param revision the stored document's
    record Stands(ChannelsDocument before, ChannelsDocument document, long revision) implements Outcome {
        /// {@return whether this attempt changed them}
        public boolean changed() {
            return !before.equals(document);
        }
    }

    /// They are as they were.
    record Refused(Refusal refusal, String detail) implements Outcome {}

    /// NATS is away; whether the change was stored shows in a later read.
    record Unavailable(String reason) implements Outcome {}
}
