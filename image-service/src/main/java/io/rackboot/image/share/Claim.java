package io.rackboot.image.share;

/// Whether a build that the stream hands over may be begun.
sealed interface Claim {
    /// It may.
    record Begin(SharedBuild shared) implements Claim {}

    /// It ends here.
    record End(SharedBuild shared) implements Claim {}

    /// It has ended: nothing is left to do.
    record Over() implements Claim {}

    /// Somebody is at work on it.
    record AtWork() implements Claim {}
}
