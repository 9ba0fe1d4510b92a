package io.rackboot.image.specification;

import io.rackboot.events.RootMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How the root reaches the machine, of those root modes that images are built for.
public enum DeliveryMode {
    /// The initrd is the whole root.
    INITRD(RootMode.INITRD),
    /// A first stage fetches a squashfs, which a tmpfs is laid over.
    SQUASHFS(RootMode.SQUASHFS, "loop", "squashfs", "overlay"),
    /// A first stage unpacks an ext4 file system into /dev/ram0.
    RAM_DISK(RootMode.RAM_DISK, "ext4", "brd"),
    /// A first stage mounts a directory of an NFS server, which a tmpfs is laid over.
    NFS(RootMode.NFS, "nfsv4", "overlay"),
    /// Firmware loads a disk with everything on it: a unified kernel image whose initrd is the whole root.
    EFI_DISK(RootMode.EFI_DISK);

    private final RootMode mode;
    private final List<String> modules;

    DeliveryMode(RootMode mode, String... modules) {
        this.mode = mode;
        this.modules = List.of(modules);
    }

    /// {@return the word of specifications, documents and profiles}
    public RootMode rootMode() {
        return mode;
    }

    /// {@return the kernel modules it needs, where the kernel has them as modules}
    public List<String> modules() {
        return modules;
    }

    /// {@return those of them that its own script loads, since they are told something}
    public List<String> loadedLater() {
        return modules.stream().filter("brd"::equals).toList();
    }

    /// {@return the words of all}
    public static List<String> words() {
        return Arrays.stream(values()).map(m -> m.mode.text()).toList();
    }

    /// {@return the one of that word}
    public static Optional<DeliveryMode> of(String word) {
        return Arrays.stream(values()).filter(m -> m.mode.text().equals(word)).findFirst();
    }
}
