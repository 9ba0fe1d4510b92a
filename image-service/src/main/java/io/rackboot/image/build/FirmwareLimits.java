package io.rackboot.image.build;

import java.util.ArrayList;
import java.util.List;

/// How large an initrd may be for what loads it.
///
/// BIOS loaders put it below 4 GiB, beside the firmware's own holes: some 2 GiB are there on most machines, and from
/// 3 GB on loads are known to fail. The kernel's gzip unpacker and several EFI loaders count its size in 32 bits.
final class FirmwareLimits {
    private static final long BIOS = 2L << 30;
    private static final long FOUR_GIGABYTES = 4L << 30;

    private FirmwareLimits() {}

    /// {@return what is to be told of an initrd of that size}
    static List<String> of(long size) {
        var told = new ArrayList<String>();
        if (size > BIOS) {
            told.add("warning: an initrd of " + size + " bytes is too large for many BIOS machines (2 GiB);"
                    + " a squashfs root has a small one");
        }
        if (size >= FOUR_GIGABYTES) {
            told.add("warning: an initrd of 4 GiB or more is refused by loaders that count in 32 bits");
        }
        return told;
    }
}
