package io.rackboot.image.tree;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Permissions, owner and extended attributes of a node.
///
/// @param permissions the low twelve bits of the mode
/// @param uid owner, 0 to 2^32-1
/// @param gid group, 0 to 2^32-1
/// @param extended extended attributes by name (`security.capability`), raw: one character per byte
public record Attributes(int permissions, long uid, long gid, SortedMap<String, String> extended) {
    /// The set-user, set-group, sticky and rwx bits.
    public static final int PERMISSION_BITS = 07777;

    public Attributes {
        extended = extended.isEmpty()
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(extended));
    }

    /// Permissions and owner alone.
    public Attributes(int permissions, long uid, long gid) {
        this(permissions, uid, gid, Collections.emptySortedMap());
    }

    /// {@return these permissions, owned by root}
    public static Attributes root(int permissions) {
        return new Attributes(permissions, 0, 0);
    }
}
