package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseView;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.events.MachineId;
import java.util.Optional;

/// The machines' documents, as far as this server has them.
@FunctionalInterface
public interface Machines {
    /// {@return the machine that has this address among its own}
    Optional<Machine> byHardware(HardwareAddress hardware);

    /// {@return the machine that has this hardware address among its own; else this client identifier, this UUID, or
    ///     this switch port}
    default Optional<Machine> byIdentity(Identity identity) {
        return byHardware(identity.hardware());
    }

    /// {@return the machine of that name, unless the request shows that it comes from another}
    default Optional<Machine> byName(String machine, Identity identity) {
        return Optional.empty();
    }

    /// {@return the machine that a request comes from}
    ///
    /// @throws io.rackboot.dhcp.wire.MalformedMessageException where option 82 is not of its form
    default Optional<Machine> of(DhcpMessage request, LeaseView leases) {
        return byHardware(request.chaddr()).or(() -> {
            var identity = Identity.of(request);
            return byIdentity(identity)
                    .or(() -> identity.key().flatMap(leases::machineOf).flatMap(name -> byName(name, identity)));
        });
    }

    /// {@return the name of the machine, where its hardware address alone would not tell it the next time}
    default Optional<String> toldApart(Optional<Machine> machine, HardwareAddress hardware) {
        return machine.filter(_ -> byHardware(hardware).isEmpty())
                .map(found -> found.id().text());
    }

    /// {@return the machine's name in boot paths and facts: its document's, else the hardware address, else `unknown`}
    default MachineId idOf(DhcpMessage request, LeaseView leases) {
        return of(request, leases).map(Machine::id).orElseGet(() -> idOf(request.chaddr()));
    }

    /// {@return the name of a lease's machine in facts}
    default MachineId idOf(Lease lease) {
        return lease.machine().map(MachineId::new).orElseGet(() -> idOf(lease.hardware()));
    }

    /// {@return the machine's name in boot paths and facts: its document's, else its own hardware address, else
    ///     `unknown`}
    default MachineId idOf(HardwareAddress hardware) {
        return byHardware(hardware).map(Machine::id).orElseGet(() -> withoutDocument(hardware));
    }

    /// {@return the name of a machine that no document names: its hardware address, else `unknown`}
    static MachineId withoutDocument(HardwareAddress hardware) {
        return MachineId.ofMac(hardware.bytes().hex()).orElse(MachineId.UNKNOWN);
    }
}
