package io.rackboot.nats;

import java.time.Instant;
import java.util.Arrays;

/// A key's value at one revision.
///
/// @param key the key
/// @param value the bytes, shared and not copied: to be read only
/// @param revision the bucket's sequence number of the write
/// @param created when the server took it
public record Entry(String key, byte[] value, long revision, Instant created) {

    /// Equal keys, bytes, revisions and times.
    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry
                && key.equals(entry.key)
                && revision == entry.revision
                && created.equals(entry.created)
                && Arrays.equals(value, entry.value);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Long.hashCode(revision);
    }

    @Override
    public String toString() {
        return "Entry[" + key + ", " + value.length + " bytes, revision " + revision + ", " + created + "]";
    }
}
