package io.rackboot.image.tree;

/// The kind of a device node.
public enum DeviceKind {
    /// A block device.
    BLOCK,
    /// A character device.
    CHARACTER
}
