package io.rackboot.inventory.machine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rackboot.events.Firmware;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.fact.MachineDiscovered;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A machine without a document that asked to boot.
///
/// @param machine the MAC address it asked from
/// @param rack where
/// @param firmware its firmware class
/// @param uuid its SMBIOS UUID, if it has one
/// @param first when it asked first
/// @param last when it asked last
/// @param said whether machine-discovered was said of it
@RegisterForReflection
public record Discovery(
        MachineId machine,
        Rack rack,
        Firmware firmware,
        Optional<UUID> uuid,
        Instant first,
        Instant last,
        boolean said) {

    Discovery again(Discovery later) {
        return new Discovery(
                machine,
                later.rack,
                later.firmware,
                later.uuid.or(() -> uuid),
                first,
                later.last.isAfter(last) ? later.last : last,
                said || later.said);
    }

    Discovery toldOf() {
        return new Discovery(machine, rack, firmware, uuid, first, last, true);
    }

    MachineDiscovered fact() {
        return new MachineDiscovered(rack, machine, firmware, uuid, Optional.empty());
    }
}
