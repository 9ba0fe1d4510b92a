package io.rackboot.events.fact;

import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;

/// An address was found in use, by its client (DHCPDECLINE) or by the server's own probe; it is in quarantine.
///
/// @param rack the rack whose service says it
/// @param machine the machine that declined the address; where a probe found it, the one that uses it
/// @param address the address
public record LeaseDeclined(Rack rack, MachineId machine, Ipv4 address) implements BootFact {}
