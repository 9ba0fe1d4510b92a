package io.rackboot.inventory.machine;

import io.rackboot.events.document.MachineDocument;
import io.rackboot.inventory.document.StoreOutcome;
import java.util.List;

/// What became of the write of a machine.
sealed interface MachineOutcome {
    /// It stands.
    ///
    /// @param outcome `Created`, `Replaced` or `Unchanged`
    /// @param warnings what the writer should know although it was done
    record Stands(MachineDocument machine, StoreOutcome outcome, long revision, List<String> warnings)
            implements MachineOutcome {}

    /// Other machines have what it claims; nothing was changed.
    record Taken(List<Claims.Taken> taken) implements MachineOutcome {}

    /// The store did not take it.
    record NotStored(StoreOutcome outcome) implements MachineOutcome {}
}
