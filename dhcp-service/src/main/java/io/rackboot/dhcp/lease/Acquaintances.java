package io.rackboot.dhcp.lease;

import java.util.Optional;

/// Which hardware addresses are known to be a machine's since a request from there showed it by something else: its
/// UUID, its client identifier, its switch port. It follows from the leases alone, and so is the same after a restart.
final class Acquaintances {
    private static final String EVERYWHERE = "";

    private final ClientLeases leases = new ClientLeases();

    void add(Lease lease) {
        if (lease.machine().isPresent()) {
            holder(lease).ifPresent(holder -> leases.add(holder, lease));
        }
    }

    void remove(Lease lease) {
        if (lease.machine().isPresent()) {
            holder(lease).ifPresent(holder -> leases.remove(holder, lease));
        }
    }

    /// {@return the machine of the lease that is held, else of the one granted last}
    Optional<String> machineOf(ClientKey client) {
        return leases.latest(new Holder(client, EVERYWHERE)).flatMap(Lease::machine);
    }

    private static Optional<Holder> holder(Lease lease) {
        return ClientKey.of(lease.hardware(), lease.clientIdentifier()).map(client -> new Holder(client, EVERYWHERE));
    }
}
