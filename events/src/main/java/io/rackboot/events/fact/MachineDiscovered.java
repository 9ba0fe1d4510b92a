package io.rackboot.events.fact;

import io.rackboot.events.Firmware;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import java.util.Optional;
import java.util.UUID;

/// A machine without a document was seen for the first time.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param firmware its firmware class
/// @param uuid its SMBIOS UUID, if it has one
/// @param address its address, if it has one
public record MachineDiscovered(
        Rack rack, MachineId machine, Firmware firmware, Optional<UUID> uuid, Optional<Ipv4> address)
        implements BootFact {}
