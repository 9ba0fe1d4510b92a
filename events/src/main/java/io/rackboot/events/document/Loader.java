package io.rackboot.events.document;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// The loader a machine is given before its script. Firmware differs in what works: iPXE's own drivers hang on some
/// cards where its SNP build does not.
public enum Loader {
    /// Chosen by the machine's architecture.
    @JsonEnumDefaultValue
    AUTO("auto"),
    /// iPXE over the firmware's own network driver: snponly.efi or undionly.kpxe.
    IPXE_FIRMWARE_DRIVER("ipxe-firmware-driver"),
    /// iPXE with its own drivers: ipxe.efi or ipxe.pxe.
    IPXE("ipxe"),
    /// GRUB's network image.
    GRUB("grub"),
    /// PXELINUX (BIOS) or its EFI sibling.
    PXELINUX("pxelinux");

    private final String text;

    Loader(String text) {
        this.text = text;
    }

    /// {@return the word used in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
