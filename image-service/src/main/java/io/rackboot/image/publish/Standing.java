package io.rackboot.image.publish;

import com.fasterxml.jackson.annotation.JsonValue;

/// How an image of this service stands with its readers.
///
/// ```
///  PENDING ──> PUBLISHED ──> RETIRING ──> (gone)
///     └──────> REFUSED
/// ```
public enum Standing {
    /// Its document waits to be written: NATS has not been reached since it was built.
    PENDING("pending"),
    /// Its document is in the bucket.
    PUBLISHED("published"),
    /// Another image-service published the version with other content while this one could not reach NATS.
    REFUSED("refused"),
    /// Its document waits to be removed.
    RETIRING("retiring");

    private final String text;

    Standing(String text) {
        this.text = text;
    }

    /// {@return the word in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
