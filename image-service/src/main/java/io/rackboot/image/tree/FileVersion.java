package io.rackboot.image.tree;

import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/// Which file it is and when its content or attributes were changed last (ctime, which no program can set back): two
/// files of one version have the same bytes, if the version had settled when they were read.
///
/// @param device the number of the file system
/// @param inode the file's number there
/// @param changed when it was changed last, with the steps of the file system's clock
public record FileVersion(long device, long inode, FileTime changed) {
    // Clocks of file systems go by steps of up to 2 s (FAT); Linux's own by 10 ms.
    private static final Duration STEP = Duration.ofSeconds(2);

    /// {@return whether a change from now on gives another version}
    public boolean isSettled(Instant now) {
        return changed.toInstant().plus(STEP).isBefore(now);
    }
}
