package io.rackboot.events.fact;

/// A fact of one image, on the subject `image.<name>.<fact>`.
public sealed interface ImageFact extends Fact
        permits BuildStarted,
                BuildProgress,
                BuildFinished,
                BuildFailed,
                ImagePublished,
                ImageRetired,
                ImagePromoted,
                ImageBootTested {

    /// {@return the image's name, one token of a subject}
    String image();

    /// {@return the image's version}
    String version();
}
