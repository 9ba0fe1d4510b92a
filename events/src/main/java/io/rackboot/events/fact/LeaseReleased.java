package io.rackboot.events.fact;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;

/// A client gave its address back (DHCPRELEASE).
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param address the leased address
public record LeaseReleased(Rack rack, MachineId machine, Ipv4 address) implements BootFact {}
