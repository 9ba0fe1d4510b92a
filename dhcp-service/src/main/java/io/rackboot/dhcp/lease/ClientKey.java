package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Octets;
import java.util.Optional;

/// What a lease is bound to.
///
/// A machine's firmware, its loader and its system send different client identifiers, or none, from one network card.
/// So that all of them are given one address, the hardware address is the key and the client identifier of RFC 2131
/// §4.2 is it only where there is no hardware address.
///
/// @param text hex of `chaddr`, or `id-` and hex of option 61 where `hlen` is 0
public record ClientKey(String text) {

    /// {@return the key of a client; empty for one that names itself in no way}
    public static Optional<ClientKey> of(HardwareAddress hardware, Optional<Octets> clientIdentifier) {
        return hardware.hlen() > 0
                ? Optional.of(new ClientKey(hardware.bytes().hex()))
                : clientIdentifier.filter(id -> !id.isEmpty()).map(id -> new ClientKey("id-" + id.hex()));
    }

    @Override
    public String toString() {
        return text;
    }
}
