package io.rackboot.image.tree;

/// Permissions and owner of a node.
///
/// @param permissions the low twelve bits of the mode
/// @param uid owner, 0 to 2^32-1
/// @param gid group, 0 to 2^32-1
public record Attributes(int permissions, long uid, long gid) {
    /// The set-user, set-group, sticky and rwx bits.
    public static final int PERMISSION_BITS = 07777;

    /// {@return these permissions, owned by root}
    public static Attributes root(int permissions) {
        return new Attributes(permissions, 0, 0);
    }
}
