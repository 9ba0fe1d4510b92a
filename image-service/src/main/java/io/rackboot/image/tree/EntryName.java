package io.rackboot.image.tree;

/// The names of entries in archives.
public final class EntryName {
    // As it stands in the archive: `./` and slashes in it do not count for what Linux can unpack.
    private static final int LONGEST_NAME = 4 * TreeLimits.MAXIMUM_NAME;

    private EntryName() {}

    /// {@return where an entry goes}; a leading slash is dropped, as tar itself does; `..` never leads anywhere good.
    public static TreePath path(String name) throws RefusedSourceException {
        if (name.length() > LONGEST_NAME) {
            throw new RefusedSourceException("a name of " + name.length() + " bytes, beginning with '"
                    + TreePath.text(name.substring(0, 80)) + "'; at most " + LONGEST_NAME);
        }
        var path = TreePath.ROOT;
        for (var component : TreePath.components(name)) {
            if (component.equals("..")) {
                throw new RefusedSourceException("'" + TreePath.text(name) + "': a name with '..'");
            }
            if (component.indexOf(0) >= 0) {
                throw new RefusedSourceException("'" + TreePath.text(name).replace('\0', '?') + "': a name with a NUL");
            }
            path = path.child(component);
        }
        return path;
    }
}
