package io.rackboot.image.specification;

import static io.rackboot.image.kernel.KernelNeed.anywhere;
import static io.rackboot.image.kernel.KernelNeed.builtIn;

import io.rackboot.image.compress.Compression;
import io.rackboot.image.kernel.KernelNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an image of a root mode needs of its kernel.
public final class KernelNeeds {
    private static final List<KernelNeed> ALL = List.of(
            builtIn("BLK_DEV_INITRD", "an initrd"),
            builtIn("BINFMT_ELF", "programs"),
            builtIn("BINFMT_SCRIPT", "/init, a script"),
            builtIn("PROC_FS", "/proc"),
            builtIn("SYSFS", "/sys"),
            builtIn("DEVTMPFS", "/dev"),
            builtIn("TMPFS", "/run"),
            builtIn("INET", "the network"),
            anywhere("PACKET", "DHCP by udhcpc"));

    private KernelNeeds() {}

    /// {@return the features}
    public static List<KernelNeed> of(DeliveryMode mode, Compression compression, Optional<LocalData> data) {
        var needs = new ArrayList<>(ALL);
        needs.add(
                switch (compression) {
                    case GZIP -> builtIn("RD_GZIP", "an initrd packed with gzip");
                    case ZSTD -> builtIn("RD_ZSTD", "an initrd packed with zstd");
                    case XZ -> builtIn("RD_XZ", "an initrd packed with xz");
                });
        switch (mode) {
            case INITRD -> {}
            case EFI_DISK -> needs.add(builtIn("EFI_STUB", "a kernel that firmware starts"));
            case SQUASHFS -> {
                needs.add(anywhere("BLK_DEV_LOOP", "a file as a disk"));
                needs.add(anywhere("SQUASHFS", "the root"));
                needs.add(anywhere("OVERLAY_FS", "changes of the root"));
                needs.add(
                        switch (compression) {
                            case GZIP -> builtIn("SQUASHFS_ZLIB", "squashfs packed with gzip");
                            case ZSTD -> builtIn("SQUASHFS_ZSTD", "squashfs packed with zstd");
                            case XZ -> builtIn("SQUASHFS_XZ", "squashfs packed with xz");
                        });
            }
            case NFS -> {
                needs.add(anywhere("NFS_FS", "the root"));
                needs.add(anywhere("NFS_V4", "the root"));
                needs.add(anywhere("OVERLAY_FS", "changes of the root"));
            }
            case RAM_DISK -> {
                needs.add(anywhere("BLK_DEV_RAM", "/dev/ram0"));
                needs.add(anywhere("EXT4_FS", "the root"));
            }
        }
        data.ifPresent(d -> needs.add(anywhere(d.fileSystem().option(), "local data")));
        return needs;
    }
}
