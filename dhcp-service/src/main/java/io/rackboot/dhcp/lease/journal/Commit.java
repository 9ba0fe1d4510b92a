package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.Lease;
import java.util.List;

/// One atomic write.
///
/// @param leases as they stand after it
/// @param facts what tells of it, in the order in which they are to be published
public record Commit(List<Lease> leases, List<OutboxFact> facts) {
    /// Takes copies.
    public Commit {
        leases = List.copyOf(leases);
        facts = List.copyOf(facts);
    }
}
