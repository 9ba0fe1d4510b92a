package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Octets;
import java.util.Optional;

/// What a lease is bound to.
///
/// A machine's firmware, its loader and its system send different client identifiers, or none, from one network card.
/// So that all of them are given one address, the hardware address is the key and the client identifier of RFC 2131
/// §4.2 is it only where there is no hardware address, or where [ClientIdentity] says so.
///
/// @param text hex of `chaddr`, or `id-` and hex of option 61
public record ClientKey(String text) {

    /// {@return the key of a client; empty for one that names itself in no way: without bytes, or zeros alone}
    public static Optional<ClientKey> of(HardwareAddress hardware, Optional<Octets> clientIdentifier) {
        return hardware.bytes().isZero()
                ? clientIdentifier.filter(id -> !id.isEmpty()).map(ClientKey::ofIdentifier)
                : Optional.of(new ClientKey(hardware.bytes().hex()));
    }

    static ClientKey ofIdentifier(Octets clientIdentifier) {
        return new ClientKey("id-" + clientIdentifier.hex());
    }

    @Override
    public String toString() {
        return text;
    }
}
