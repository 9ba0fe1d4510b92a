package io.rackboot.events.fact;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;

/// A client found its address in use (DHCPDECLINE); the address is in quarantine.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param address the leased address
public record LeaseDeclined(Rack rack, MachineId machine, Ipv4 address) implements BootFact {}
