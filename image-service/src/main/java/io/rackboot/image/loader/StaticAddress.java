package io.rackboot.image.loader;

import io.rackboot.events.Ipv4;
import java.util.Optional;

/// What an interface is told where no DHCP server is.
///
/// @param device iPXE's name of it, such as `net0`
/// @param prefix bits of the network, 1 to 32
public record StaticAddress(
        String device, Ipv4 address, int prefix, Optional<Ipv4> gateway, Optional<Ipv4> nameServer) {

    /// {@return the network's mask, dotted}
    String netmask() {
        var bits = -1 << (32 - prefix);
        return (bits >>> 24) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
    }
}
