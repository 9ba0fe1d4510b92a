package io.rackboot.inventory.document;

import io.rackboot.nats.Entry;
import java.util.OptionalLong;

/// What became of a write.
public sealed interface StoreOutcome {
    /// There was no document; now there is.
    record Created(long revision) implements StoreOutcome {}

    /// The document was replaced.
    ///
    /// @param before what stood before
    record Replaced(long revision, Entry before) implements StoreOutcome {}

    /// The document said the same already; nothing was written.
    record Unchanged(long revision) implements StoreOutcome {}

    /// The document is gone.
    ///
    /// @param before what stood before
    record Deleted(long revision, Entry before) implements StoreOutcome {}

    /// There is no document to remove.
    record Absent() implements StoreOutcome {}

    /// The request's condition does not hold.
    ///
    /// @param current the revision that stands, or empty for no document
    record ConditionFailed(OptionalLong current) implements StoreOutcome {}

    /// Somebody else wrote between the look and the write of a request without a condition.
    record Overtaken() implements StoreOutcome {}

    /// The message server is away; nothing was written, as far as is known.
    record Away(String reason) implements StoreOutcome {}
}
