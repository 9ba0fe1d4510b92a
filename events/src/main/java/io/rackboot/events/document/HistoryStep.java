package io.rackboot.events.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// What can happen to a version of an image.
public enum HistoryStep {
    /// Machines can boot it.
    PUBLISHED("published"),
    /// A virtual machine came up with it.
    BOOT_TEST_PASSED("boot-test-passed"),
    /// A virtual machine did not.
    BOOT_TEST_FAILED("boot-test-failed"),
    /// A channel was moved to it.
    PROMOTED("promoted"),
    /// A channel that stood for it was removed.
    CHANNEL_REMOVED("channel-removed"),
    /// It is no longer offered.
    RETIRED("retired"),
    /// A value of a newer release than the reader's.
    @JsonEnumDefaultValue
    OTHER("other");

    private final String text;

    HistoryStep(String text) {
        this.text = text;
    }

    /// {@return the word used in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
