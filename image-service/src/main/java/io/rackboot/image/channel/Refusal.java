package io.rackboot.image.channel;

/// Why the channels of an image are not changed.
public enum Refusal {
    /// The version is not published.
    NOT_PUBLISHED,
    /// The version is retired.
    RETIRED,
    /// The channel takes versions that passed a boot test, and this one did not.
    NOT_TESTED,
    /// There is no such channel.
    NO_CHANNEL,
    /// Somebody uses it.
    IN_USE,
    /// The document is at another revision than the client thought.
    OTHER_REVISION,
    /// What stands in the bucket cannot be read.
    UNREADABLE
}
