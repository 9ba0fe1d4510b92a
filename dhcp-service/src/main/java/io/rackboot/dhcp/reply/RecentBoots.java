package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.Xid;
import io.rackboot.events.BootClient;
import io.rackboot.events.MachineId;
import java.time.Instant;
import java.util.List;

/// What the programs of a machine were given lately.
@FunctionalInterface
public interface RecentBoots {
    /// Nobody was given anything: no loop is ever seen.
    RecentBoots NONE = (_, _, _, _) -> List.of();

    /// {@return the boot files that this program was given within the last minute, oldest first, one per attempt, those
    ///     of this transaction left out}
    List<String> given(MachineId machine, BootClient client, Xid xid, Instant now);
}
