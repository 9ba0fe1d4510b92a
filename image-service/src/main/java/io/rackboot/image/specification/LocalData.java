package io.rackboot.image.specification;

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
        EXT4("ext4", "EXT4_FS"),
        /// XFS.
        XFS("xfs", "XFS_FS"),
        /// Btrfs.
        BTRFS("btrfs", "BTRFS_FS"),
        /// FAT.
        VFAT("vfat", "VFAT_FS");

        private final String text;
        private final String option;

        FileSystem(String text, String option) {
            this.text = text;
            this.option = option;
        }

        /// {@return the word of specifications, of mount(8), and the name of its module}
        public String text() {
            return text;
        }

        /// {@return the kernel's option}
        String option() {
            return option;
        }
    }
}
