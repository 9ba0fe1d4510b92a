package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;

/// The addresses that machines' documents keep for them.
@FunctionalInterface
public interface Reservations {
    /// {@return whether the address is kept for some machine}
    boolean isReserved(Ip4Address address);
}
