package io.rackboot.image.specification;

import java.util.List;
import java.util.stream.Stream;

/// A partition of the machine's own that is mounted where the machine has it.
///
/// @param tag what it is known by
/// @param label that name of it, 1 to 36 of `A-Z a-z 0-9 . _ -`
/// @param mount where, an absolute path
/// @param fileSystem what is on it
public record LocalData(Tag tag, String label, String mount, FileSystem fileSystem) {

    /// What a partition is known by.
    public enum Tag {
        /// The label of its file system.
        LABEL,
        /// The name of the partition in its GPT.
        PARTITION_LABEL
    }

    /// The file systems that are offered.
    public enum FileSystem {
        /// ext2, ext3, ext4.
        EXT4("ext4", 16, "EXT4_FS"),
        /// XFS.
        XFS("xfs", 12, "XFS_FS"),
        /// Btrfs.
        BTRFS("btrfs", 255, "BTRFS_FS"),
        /// FAT. Linux looks for the characters of its names, those that kernels are made with, only when it is mounted.
        VFAT("vfat", 11, "VFAT_FS", "nls_cp437", "nls_ascii", "nls_iso8859_1", "nls_utf8");

        private final String text;
        private final int longestLabel;
        private final String option;
        private final List<String> modules;

        FileSystem(String text, int longestLabel, String option, String... besides) {
            this.text = text;
            this.longestLabel = longestLabel;
            this.option = option;
            this.modules = Stream.concat(Stream.of(text), Stream.of(besides)).toList();
        }

        /// {@return the kernel modules that it takes to mount it, where the kernel has them as modules}
        public List<String> modules() {
            return modules;
        }

        /// {@return the word of specifications, of mount(8), and the name of its module}
        public String text() {
            return text;
        }

        /// {@return characters of the longest label that it can have}
        int longestLabel() {
            return longestLabel;
        }

        /// {@return the kernel's option}
        String option() {
            return option;
        }
    }
}
