package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// A step of a boot, in the order in which they come.
public enum Stage {
    /// The machine asked for an address and a boot file.
    REQUESTED("requested"),
    /// It has an address.
    LEASED("leased"),
    /// It has its loader.
    LOADER("loader"),
    /// Its loader has the script.
    SCRIPT("script"),
    /// It has kernel and initrd.
    KERNEL("kernel"),
    /// Its kernel runs and its init phoned home.
    STARTED("started"),
    /// Its system is up.
    COMPLETE("complete"),
    /// A value of a newer release than the reader's.
    @JsonEnumDefaultValue
    OTHER("other");

    private final String text;

    Stage(String text) {
        this.text = text;
    }

    /// {@return the word used in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
