package io.rackboot.image.store;

import java.io.IOException;

/// The disk has no room for what a build needs. The message says where, and how much is left.
public final class DiskFullException extends IOException {
    /// @param message where and how much, for people
    public DiskFullException(String message) {
        super(message);
    }
}
