package io.rackboot.dhcp.fact;

import io.rackboot.dhcp.lease.journal.Pending;
import java.io.IOException;
import java.util.List;

/// The facts on disk that are not known to be published.
public interface Outbox {
    /// {@return those after that sequence, oldest first, at most so many}
    ///
    /// @throws IOException when they cannot be read
    List<Pending> pending(long after, int limit) throws IOException;

    /// Everything up to this sequence is published.
    void published(long upTo);
}
