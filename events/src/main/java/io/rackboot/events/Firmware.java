package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// The firmware class of a booting machine, from its architecture (RFC 4578 option 93, by IANA's registry "Processor
/// Architecture Types") and vendor class.
public enum Firmware {
    /// PC BIOS with a PXE ROM, architecture 0, or 20 where it boots by HTTP.
    BIOS("bios"),
    /// UEFI PXE, any processor.
    UEFI("uefi"),
    /// UEFI HTTP boot, any processor: architectures 15 to 19 and later ones such as 28.
    UEFI_HTTP("uefi-http"),
    /// U-Boot, architectures 21 and 22, and 23 and 24 where it boots by HTTP.
    U_BOOT("u-boot"),
    /// The Raspberry Pi boot ROM, which claims architecture 0, or 41.
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
