package io.rackboot.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;

/// What a fetched file is to the boot.
public enum FileRole {
    /// A network boot program: iPXE, GRUB, shim, PXELINUX.
    LOADER("loader"),
    /// A script or configuration that a loader reads.
    SCRIPT("script"),
    /// A kernel.
    KERNEL("kernel"),
    /// An initial RAM disk.
    INITRD("initrd"),
    /// A root file system.
    ROOT("root"),
    /// A unified kernel image: kernel, command line and initrd in one EFI program.
    UNIFIED_KERNEL("unified-kernel"),
    /// A disk image that firmware boots.
    DISK("disk"),
    /// A detached signature of another file: its name and `.sig`.
    SIGNATURE("signature"),
    /// A list of all files with their digests.
    MANIFEST("manifest"),
    /// A value of a newer release than the reader's.
    @JsonEnumDefaultValue
    OTHER("other");

    private final String text;

    FileRole(String text) {
        this.text = text;
    }

    /// {@return the word used in JSON}
    @JsonValue
    public String text() {
        return text;
    }
}
