package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.events.MachineId;
import java.util.Optional;

/// The machines' documents, as far as this server has them.
@FunctionalInterface
public interface Machines {
    /// {@return the machine that has this address among its own}
    Optional<Machine> byHardware(HardwareAddress hardware);

    /// {@return the machine's name in boot paths and facts: its document's, else its own hardware address, else
    ///     `unknown`}
    default MachineId idOf(HardwareAddress hardware) {
        return byHardware(hardware)
                .map(Machine::id)
                .orElseGet(() -> MachineId.ofMac(hardware.mac()).orElse(MachineId.UNKNOWN));
    }
}
