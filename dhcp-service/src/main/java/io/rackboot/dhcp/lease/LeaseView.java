package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What decisions may ask of the lease table. Nothing here changes it.
public interface LeaseView {
    /// How long an offered address is kept for its client.
    Duration OFFER_TIME = Duration.ofSeconds(60);

    /// How long a declined address is given to nobody.
    Duration QUARANTINE = Duration.ofHours(1);

    /// {@return the lease that the client holds in that subnet, else the one that it was granted last, whatever its
    ///     state: the record of RFC 2131 §4.3.2, whose absence calls for silence to a client in INIT-REBOOT}
    Optional<Lease> leaseOf(ClientKey client, Subnet subnet);

    /// {@return the address in that subnet that is kept for the client since it was offered}
    Optional<Ip4Address> offerTo(ClientKey client, Subnet subnet);

    /// {@return the last lease of the address, whatever its state}
    Optional<Lease> leaseAt(Ip4Address address);

    /// {@return the held leases that are wanted, in no order. Looks at every lease: nothing to do for a client's
    ///     message}
    List<Lease> held(Predicate<Lease> wanted);

    /// {@return the machine that this client was found to be when it was last granted an address, where its hardware
    ///     address did not tell}
    ///
    /// @param client the key of its hardware address
    Optional<String> machineOf(ClientKey client);

    /// Chooses an address for a DHCPDISCOVER or a BOOTP request: the reserved one; the client's own, present or
    /// former; the one it was offered; the one it asks for, if free; one never used; one used before, that free for
    /// longest first. An unknown client is given none that is kept for known machines.
    ///
    /// @param reserved the address that the machine's document keeps for this client, in this subnet
    /// @param requested option 50
    Proposal propose(
            ClientKey client,
            Standing standing,
            Subnet subnet,
            Optional<Ip4Address> reserved,
            Optional<Ip4Address> requested,
            Instant now);

    /// The same for a client that is known by its reserved address or not at all.
    default Proposal propose(
            ClientKey client,
            Subnet subnet,
            Optional<Ip4Address> reserved,
            Optional<Ip4Address> requested,
            Instant now) {
        return propose(client, standing(reserved), subnet, reserved, requested, now);
    }

    /// Judges the address of a DHCPREQUEST. A free address is granted even to a client that is not on record, since
    /// offers do not outlive a restart; who must be silent to unknown clients asks [#leaseOf] first.
    ///
    /// @param reserved the address that the machine's document keeps for this client, in this subnet
    /// @param address option 50, or `ciaddr`
    Binding bind(
            ClientKey client,
            Standing standing,
            Subnet subnet,
            Optional<Ip4Address> reserved,
            Ip4Address address,
            Instant now);

    /// The same for a client that is known by its reserved address or not at all.
    default Binding bind(
            ClientKey client, Subnet subnet, Optional<Ip4Address> reserved, Ip4Address address, Instant now) {
        return bind(client, standing(reserved), subnet, reserved, address, now);
    }

    private static Standing standing(Optional<Ip4Address> reserved) {
        return reserved.isPresent() ? Standing.KNOWN : Standing.UNKNOWN;
    }
}
