package io.rackboot.inventory.fact;

/// One who hears every fact of the stream, in its order, one at a time; must not block.
public interface FactListener {
    /// A fact was heard, for the first time in this process.
    void heard(HeardFact fact);
}
