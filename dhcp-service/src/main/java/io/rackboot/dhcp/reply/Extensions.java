package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.Set;

/// What this server speaks beyond RFC 2131 where its operator wants it.
///
/// @param rapidCommit whether a client that takes it is granted an address in answer to its DHCPDISCOVER (RFC 4039)
/// @param leaseQueryRelays the addresses of the relays that may ask whose leases there are (RFC 4388)
public record Extensions(boolean rapidCommit, Set<Ip4Address> leaseQueryRelays) {
    /// RFC 2131 alone.
    public static final Extensions NONE = new Extensions(false, Set.of());

    /// Takes a copy.
    public Extensions {
        leaseQueryRelays = Set.copyOf(leaseQueryRelays);
    }
}
