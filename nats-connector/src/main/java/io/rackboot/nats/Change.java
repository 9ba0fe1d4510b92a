package io.rackboot.nats;

/// One change of a [Replica].
public sealed interface Change {

    /// A key has a new value.
    record Put(Entry entry) implements Change {}

    /// A key has no value any more.
    ///
    /// @param key the key
    /// @param revision the revision of its removal; where it went unseen, that of the last value seen
    record Removed(String key, long revision) implements Change {}
}
