package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.Optional;

/// What machines' documents keep for them: some have an address, the others are given one out of a pool.
@FunctionalInterface
public interface Reservations {
    /// {@return whether the address is kept for some machine}
    boolean isReserved(Ip4Address address);

    /// {@return the machine that has this lease, where it is one of those without an address of its own}
    default Optional<String> pooledMachine(Lease lease) {
        return Optional.empty();
    }

    /// {@return how many machines have no address of their own}
    default int pooledMachines() {
        return 0;
    }
}
