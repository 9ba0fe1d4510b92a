package io.rackboot.events.fact;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A lease was prolonged, after that was on disk.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param address the leased address
/// @param subnet its subnet, as address/length
/// @param leaseTime the granted time
/// @param expires when it ends unless renewed
/// @param hostName the name given with it
/// @param xid the transaction id, 8 hex digits
/// @param relay the relay it came through, if any
public record LeaseRenewed(
        Rack rack,
        MachineId machine,
        Ipv4 address,
        String subnet,
        Duration leaseTime,
        Instant expires,
        Optional<String> hostName,
        String xid,
        Optional<Relay> relay)
        implements BootFact {}
