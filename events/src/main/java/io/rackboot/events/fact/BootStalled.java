package io.rackboot.events.fact;

import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.Stage;
import java.time.Duration;
import java.time.Instant;

/// A stage outlived its deadline.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param stage the last stage reached
/// @param since when it was reached
/// @param deadline how long the next stage may take
public record BootStalled(Rack rack, MachineId machine, Stage stage, Instant since, Duration deadline)
        implements BootFact {}
