package io.rackboot.boot.script;

import io.rackboot.events.MachineId;
import java.util.List;

/// What a loader is told, whatever its language.
public sealed interface Answer {

    /// {@return the MAC address the machine boots from}
    MachineId machine();

    /// {@return where the machine reaches this service}
    ServerUrl server();

    /// Boot this.
    record Boot(BootPlan plan) implements Answer {
        @Override
        public MachineId machine() {
            return plan.machine();
        }

        @Override
        public ServerUrl server() {
            return plan.server();
        }
    }

    /// Show these lines, wait, and ask again.
    ///
    /// @param lines what a person at the console should know
    /// @param pauseSeconds how long to wait
    record Hold(MachineId machine, ServerUrl server, List<String> lines, int pauseSeconds) implements Answer {
        public Hold {
            lines = List.copyOf(lines);
        }
    }
}
