package io.rackboot.events.fact;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;

/// A lease ran out without being renewed.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param address the leased address
public record LeaseExpired(Rack rack, MachineId machine, Ipv4 address) implements BootFact {}
