package io.rackboot.dhcp.server;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;

/// Is told of each offer, on the decision thread, after it was made.
@FunctionalInterface
public interface OfferWatch {
    /// Nobody who wants to know.
    OfferWatch NONE = (_, _) -> {};

    /// @param client the hardware address of the client
    void offered(Ip4Address address, HardwareAddress client);
}
