package io.rackboot.image.init;

import io.rackboot.image.script.Scripts;
import java.util.List;
import java.util.stream.Collectors;

/// How /init comes to the root: the parts of its script that differ between the root modes.
public enum RootWay {
    /// The root is what the kernel unpacked.
    WHOLE("way-initrd"),
    /// A squashfs file, fetched.
    SQUASHFS("way-staged", "way-fetch", "way-squashfs"),
    /// An ext4 file system, fetched and unpacked into /dev/ram0.
    RAM_DISK("way-staged", "way-fetch", "way-ram-disk"),
    /// A directory of an NFS server.
    NFS("way-staged", "way-nfs");

    private final List<String> parts;

    RootWay(String... parts) {
        this.parts = List.of(parts);
    }

    /// {@return the shell functions `reach_root`, `leave_first_stage`, `become_init` and what they need}
    String functions() {
        return parts.stream().map(Scripts::read).collect(Collectors.joining("\n"));
    }
}
