package io.rackboot.image.tree;

import java.util.List;

/// The directories of a root that the kernel or the system itself fills: nothing of the machine's is laid over them.
public final class SystemDirectories {
    private static final List<String> NAMES =
            List.of("proc", "sys", "dev", "run", "tmp", "etc", "usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32");

    private SystemDirectories() {}

    /// {@return their names, joined}
    public static String names(String between) {
        return String.join(between, NAMES);
    }

    /// {@return whether a path, its links followed, is the root, one of them, or lies in one}
    public static boolean cover(TreePath path) {
        return path.equals(TreePath.ROOT)
                || NAMES.contains(TreePath.components(path.bytes()).getFirst());
    }
}
