package io.rackboot.boot.delivery;

import io.rackboot.events.FileRole;
import java.util.Locale;

/// Media types that UEFI's HTTP boot goes by (UEFI specification, section 24.7.2).
final class MediaTypes {
    static final String TEXT = "text/plain; charset=utf-8";
    private static final String BYTES = "application/octet-stream";

    private MediaTypes() {}

    /// {@return the media type of a file}
    static String of(String name, FileRole role) {
        var lower = name.toLowerCase(Locale.ROOT);
        var ending = lower.substring(lower.lastIndexOf('.') + 1);
        return switch (ending) {
            case "efi" -> "application/efi";
            case "iso" -> "application/vnd.efi-iso";
            // initrd.img is no disk image.
            case "img" -> role == FileRole.INITRD ? BYTES : "application/vnd.efi-img";
            case "ipxe", "cfg", "lst", "txt" -> TEXT;
            default -> BYTES;
        };
    }
}
