package io.rackboot.dhcp.server;

import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.Ip4Address;

/// Asks the network whether somebody uses an address. Who does is told to [AddressProbes#answered].
@FunctionalInterface
public interface Prober {
    /// Asks nobody.
    Prober NONE = (_, _) -> false;

    /// Asks, and returns at once. {@return whether the question left}
    boolean probe(Subnet subnet, Ip4Address address);
}
