package io.rackboot.boot.machine;

import io.rackboot.events.MachineId;
import io.rackboot.events.document.MachineDocument;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Machines by everything a loader may call them.
record MachineIndex(Map<MachineId, MachineDocument> byMac, Map<UUID, MachineDocument> byUuid) {

    static MachineIndex of(Collection<MachineDocument> machines) {
        var byMac = new HashMap<MachineId, MachineDocument>();
        var byUuid = new HashMap<UUID, MachineDocument>();
        for (var machine : machines) {
            machine.macs().forEach(mac -> byMac.put(mac, machine));
            machine.uuid().ifPresent(uuid -> byUuid.put(uuid, machine));
        }
        return new MachineIndex(byMac, byUuid);
    }

    Optional<MachineDocument> byMac(MachineId mac) {
        return Optional.ofNullable(byMac.get(mac));
    }

    Optional<MachineDocument> byUuid(UUID uuid) {
        return Optional.ofNullable(byUuid.get(uuid));
    }
}
