package io.rackboot.boot.delivery;

import io.rackboot.boot.machine.Catalogue;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.LeaseDocument;
import io.rackboot.events.document.MachineDocument;
import java.util.Optional;

/// Finds the machine a request is for.
final class Machines {
    private final Catalogue catalogue;

    Machines(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /// {@return the MAC address the machine boots from, as far as the request tells}
    Optional<MachineId> bootingMac(Addressee addressee, Asker asker) {
        return switch (addressee) {
            case Addressee.ByMac(var mac) -> Optional.of(mac);
            case Addressee.ByUuid(var uuid) -> catalogue.machine(uuid).map(machine -> booting(machine, asker));
            case Addressee.ByAddress(var address) -> catalogue.lease(address).map(LeaseDocument::machine);
            case Addressee.ByClient() -> holder(asker);
        };
    }

    /// {@return the machine's id for facts, `unknown` where nothing tells it}
    MachineId identity(Addressee addressee, Asker asker) {
        return bootingMac(addressee, asker).map(catalogue::identity).orElse(MachineId.UNKNOWN);
    }

    private MachineId booting(MachineDocument machine, Asker asker) {
        return holder(asker).filter(machine.macs()::contains).orElse(machine.id());
    }

    private Optional<MachineId> holder(Asker asker) {
        return asker.address().flatMap(this::holder);
    }

    private Optional<MachineId> holder(Ipv4 address) {
        return catalogue.lease(address).map(LeaseDocument::machine);
    }
}
