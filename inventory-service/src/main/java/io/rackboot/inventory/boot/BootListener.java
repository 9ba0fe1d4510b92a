package io.rackboot.inventory.boot;

/// One who is told whenever the newest boot of a machine has changed; must not block.
public interface BootListener {
    /// A fact changed a boot.
    ///
    /// @param change the fact that did
    void changed(BootChange change);
}
