package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// The firmware class of a booting machine, from its architecture (RFC 4578 option 93) and vendor class.
public enum Firmware {
    /// PC BIOS with a PXE ROM, architecture 0.
    BIOS("bios"),
    /// UEFI PXE, any processor.
    UEFI("uefi"),
    /// UEFI HTTP boot, architectures 15 and up.
    UEFI_HTTP("uefi-http"),
    /// U-Boot, architectures 21 to 26 and its HTTP variants.
    U_BOOT("u-boot"),
    /// The Raspberry Pi boot ROM, which claims architecture 0.
    RASPBERRY_PI("raspberry-pi"),
    /// A value of a newer release than the reader's.
    @JsonEnumDefaultValue
    OTHER("other");

    private final String text;

    Firmware(String text) {
        this.text = text;
    }

    /// {@return the word used in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
