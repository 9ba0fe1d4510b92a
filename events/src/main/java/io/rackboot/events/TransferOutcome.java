package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// How a transfer ended.
public enum TransferOutcome {
    /// The client has every byte.
    COMPLETE("complete"),
    /// The client went away or reported an error.
    ABORTED("aborted"),
    /// The client wanted only the size: a HEAD, or EDK2's TFTP tsize request ended by ERROR 8.
    PROBE("probe"),
    /// A value of a newer release than the reader's.
    @JsonEnumDefaultValue
    OTHER("other");

    private final String text;

    TransferOutcome(String text) {
        this.text = text;
    }

    /// {@return the word used in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
