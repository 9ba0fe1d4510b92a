package io.rackboot.boot.artifact;

/// How an attempt to have a file in the cache ended.
public sealed interface Fill {
    /// It is there.
    record Ready(CachedFile file) implements Fill {}

    /// It is not.
    ///
    /// @param detail the cause and what would mend it
    record Failed(Fault fault, String detail) implements Fill {}
}
