package io.rackboot.image.tree;

import java.util.List;

/// Which extended attributes of a source an image keeps.
public final class ExtendedAttributes {
    // `trusted.` is left out: an overlay reads its own marks there, and no archive of others should set them.
    private static final List<String> KEPT =
            List.of("user.", "security.", "system.posix_acl_access", "system.posix_acl_default");

    private ExtendedAttributes() {}

    /// {@return whether an attribute of that name is kept}
    public static boolean kept(String name) {
        return name.indexOf(0) < 0 && name.length() <= 255 && KEPT.stream().anyMatch(name::startsWith);
    }
}
