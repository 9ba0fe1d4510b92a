package io.rackboot.events.fact;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An address was granted (DHCPACK to a new binding), after the lease was on disk.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param address the leased address
/// @param subnet its subnet, as address/length
/// @param leaseTime the granted time
/// @param expires when it ends unless renewed
/// @param hostName the name given with it
/// @param bootFile the boot file or URI named in the DHCPACK
/// @param xid the transaction id, 8 hex digits
/// @param relay the relay it came through, if any
public record LeaseGranted(
        Rack rack,
        MachineId machine,
        Ipv4 address,
        String subnet,
        Duration leaseTime,
        Instant expires,
        Optional<String> hostName,
        Optional<String> bootFile,
        String xid,
        Optional<Relay> relay)
        implements BootFact {}
