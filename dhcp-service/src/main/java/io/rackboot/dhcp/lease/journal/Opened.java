package io.rackboot.dhcp.lease.journal;

import io.rackboot.dhcp.lease.Lease;
import java.util.List;

/// How opening a journal ended.
public sealed interface Opened {
    /// It is open.
    ///
    /// @param leases the last record of each address
    /// @param notes what the operator should know of what was found, such as a tail that was cut
    record Ready(LeaseJournal journal, List<Lease> leases, List<String> notes) implements Opened {}

    /// It is not, and nothing was changed.
    ///
    /// @param reason for people: the file, the place in it, what to do
    record Refused(String reason) implements Opened {}
}
