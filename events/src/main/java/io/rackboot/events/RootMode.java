package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// How a machine comes to its root file system.
public enum RootMode {
    /// The whole root is the initrd, in RAM.
    INITRD("initrd"),
    /// A small first stage fetches a squashfs by HTTP and overlays it with a tmpfs.
    SQUASHFS("squashfs"),
    /// An ext4 image in /dev/ram0.
    RAM_DISK("ram-disk"),
    /// A read-only NFS root with overlays.
    NFS("nfs"),
    /// An EFI disk image, loaded whole by the firmware.
    EFI_DISK("efi-disk"),
    /// A value of a newer release than the reader's.
    @JsonEnumDefaultValue
    OTHER("other");

    private final String text;

    RootMode(String text) {
        this.text = text;
    }

    /// {@return the word used in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
