package io.rackboot.image.build;

import com.fasterxml.jackson.annotation.JsonValue;

/// Where a build is in its life.
///
/// ```
///  QUEUED <─> RUNNING ──> FINISHED
///     │          ├──────> FAILED
///     └──────────┴──────> CANCELLED
/// ```
public enum BuildState {
    /// Waits for a worker; also when the service that was at work on it ended.
    QUEUED("queued"),
    /// Is at work.
    RUNNING("running"),
    /// Made its image.
    FINISHED("finished"),
    /// Ended without an image.
    FAILED("failed"),
    /// Was ended by a user.
    CANCELLED("cancelled");

    private final String text;

    BuildState(String text) {
        this.text = text;
    }

    /// {@return the word in JSON}
    @JsonValue
    public String text() {
        return text;
    }

    /// {@return whether nothing more will happen}
    public boolean ended() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case FINISHED, FAILED, CANCELLED -> true;
        };
    }
}
