package io.rackboot.image.tree;

/// How much a root may hold, so that a hostile or mistaken source cannot fill the disk or the memory.
///
/// @param bytes the contents of all files together
/// @param entries files, directories, links and devices together
public record TreeLimits(long bytes, int entries) {
    /// The longest name and link target that Linux unpacks (PATH_MAX with its terminating NUL).
    public static final int MAXIMUM_NAME = 4095;

    /// What names, link targets and extended attributes may take together: these, unlike contents, are held in memory.
    public static final long MAXIMUM_DESCRIPTION = 128L << 20;

    /// @throws RefusedSourceException for a name that the kernel would not unpack
    public void requireName(TreePath path) throws RefusedSourceException {
        if (path.bytes().length() > MAXIMUM_NAME) {
            throw new RefusedSourceException(
                    abridged(path) + ": a name of " + path.bytes().length() + " bytes; at most " + MAXIMUM_NAME);
        }
    }

    /// @throws RefusedSourceException for a link target that the kernel would not unpack
    public void requireTarget(TreePath path, String target) throws RefusedSourceException {
        if (target.isEmpty() || target.length() > MAXIMUM_NAME) {
            throw new RefusedSourceException(
                    path + ": a link target of " + target.length() + " bytes; 1 to " + MAXIMUM_NAME);
        }
    }

    /// @throws RefusedSourceException for the entry that is one too many
    public void requireEntries(TreePath path, int count) throws RefusedSourceException {
        if (count > entries) {
            throw new RefusedSourceException(
                    path + ": the root has more than " + entries + " entries (image.maximum-entries)");
        }
    }

    /// Sees that a tree is still small enough to be held in memory.
    ///
    /// @param path of the entry that came last
    /// @throws RefusedSourceException where it is one too many, or what describes them has become too large
    public void requireMemory(TreePath path, Tree tree) throws RefusedSourceException {
        requireEntries(path, tree.size());
        if (tree.described() > MAXIMUM_DESCRIPTION) {
            throw new RefusedSourceException(path + ": with it names, link targets and extended attributes of the root"
                    + " take more than " + MAXIMUM_DESCRIPTION + " bytes");
        }
    }

    /// @throws RefusedSourceException for the entry with which the root becomes too large
    public void requireBytes(TreePath path, long total) throws RefusedSourceException {
        if (total > bytes) {
            throw new RefusedSourceException(
                    path + ": with it the root is larger than " + bytes + " bytes (image.maximum-root-size)");
        }
    }

    private static String abridged(TreePath path) {
        return path.toString().substring(0, 80) + "…";
    }
}
