package io.rackboot.events.fact;

import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;

/// A fact of one machine's boot, on the subject `boot.<rack>.<machine>.<fact>`.
public sealed interface BootFact extends Fact
        permits BootRequested,
                LeaseGranted,
                LeaseRenewed,
                LeaseReleased,
                LeaseExpired,
                LeaseDeclined,
                RequestRefused,
                FileFetched,
                KernelStarted,
                BootComplete,
                BootFailed,
                BootStalled,
                BootLooped,
                MachineDiscovered,
                MachineChanged,
                PowerChanged {

    /// {@return the rack whose service says it}
    Rack rack();

    /// {@return the machine it is about}
    MachineId machine();
}
