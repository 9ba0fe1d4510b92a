package io.rackboot.events.fact;

import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;

/// A machine's document was written or removed.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param revision the key-value revision
public record MachineChanged(Rack rack, MachineId machine, long revision) implements BootFact {}
