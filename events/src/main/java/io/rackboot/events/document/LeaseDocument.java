package io.rackboot.events.document;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import java.time.Instant;
import java.util.Optional;

/// A lease as readers see it; the truth is dhcp-service's own store.
///
/// @param address its key
/// @param machine who holds it
/// @param rack where
/// @param hostName the name given with it
/// @param granted when it was granted first
/// @param expires when it ends unless renewed
public record LeaseDocument(
        Ipv4 address, MachineId machine, Rack rack, Optional<String> hostName, Instant granted, Instant expires) {}
