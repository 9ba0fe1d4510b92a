package io.rackboot.image.cpio;

import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

/// Numbers the files of an archive: each its own, and most of them dependent on the file's name alone. Numbers in the
/// order of the entries would be others for all that follow a new file.
final class InodeNumbers {
    private static final long MASK = 0xFFFF_FFFFL;

    private final Set<Long> taken = new HashSet<>();

    long of(byte[] name) {
        var crc = new CRC32();
        crc.update(name);
        var number = crc.getValue();
        while (number == 0 || !taken.add(number)) {
            number = number + 1 & MASK;
        }
        return number;
    }
}
