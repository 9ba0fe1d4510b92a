package io.rackboot.events.fact;

import io.rackboot.events.MachineId;
import io.rackboot.events.PowerState;
import io.rackboot.events.Rack;

/// A machine was switched on or off.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param state the state after it
public record PowerChanged(Rack rack, MachineId machine, PowerState state) implements BootFact {}
