package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;

/// One step of the lease table. Records that hold a lease hold it as it stands after the step.
public sealed interface LeaseChange {
    /// The address is kept for the client until then. In memory only.
    ///
    /// @param standing whether other clients' requests may push the offer out when they are very many
    record Offered(ClientKey client, Standing standing, Ip4Address address, Instant until) implements LeaseChange {
        /// To a client that nobody knows.
        public Offered(ClientKey client, Ip4Address address, Instant until) {
            this(client, Standing.UNKNOWN, address, until);
        }
    }

    /// The client holds the address: granted or renewed. State BOUND.
    record Bound(Lease lease) implements LeaseChange {}

    /// DHCPRELEASE. State RELEASED; see [Lease#released].
    record Released(Lease lease) implements LeaseChange {}

    /// DHCPDECLINE. State DECLINED, `expires` equal to `until`; see [Lease#declined].
    record Declined(Lease lease, Instant until) implements LeaseChange {}

    /// The lease ran out. State EXPIRED; see [Lease#expired].
    record Expired(Lease lease) implements LeaseChange {}

    /// The client took another server's offer, or turned to something else. In memory only.
    record OfferWithdrawn(ClientKey client) implements LeaseChange {}
}
