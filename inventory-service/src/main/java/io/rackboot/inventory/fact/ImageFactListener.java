package io.rackboot.inventory.fact;

/// One who hears every fact of images, in the stream's order, one at a time; must not block.
public interface ImageFactListener {
    /// A fact was heard, for the first time in this process.
    void heard(HeardImageFact fact);
}
