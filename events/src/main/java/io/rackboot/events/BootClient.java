package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// The program that speaks for a booting machine at one step.
public enum BootClient {
    /// The firmware's own PXE client.
    PXE("pxe"),
    /// The firmware's own HTTP boot client.
    HTTP("http"),
    /// iPXE, burned in or loaded.
    IPXE("ipxe"),
    /// GRUB's own network stack.
    GRUB("grub"),
    /// A BOOTP client (RFC 951).
    BOOTP("bootp"),
    /// A value of a newer release than the reader's.
    @JsonEnumDefaultValue
    OTHER("other");

    private final String text;

    BootClient(String text) {
        this.text = text;
    }

    /// {@return the word used in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
