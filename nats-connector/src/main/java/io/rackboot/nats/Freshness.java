package io.rackboot.nats;

/// How far a [Replica] can be trusted to be the newest.
public enum Freshness {
    /// Nothing is known yet: neither a snapshot nor a server was found.
    COLD,
    /// The state of an earlier run, from disk.
    SNAPSHOT,
    /// It was live; the link is lost or its state is being fetched again.
    STALE,
    /// Every change arrives as it happens.
    LIVE
}
