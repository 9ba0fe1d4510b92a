package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.time.Instant;
import java.util.Optional;

/// What is known of one address: who holds it, or held it last.
///
/// @param address the address
/// @param client who holds it
/// @param hardware the client's hardware address
/// @param clientIdentifier option 61 as the client last sent it
/// @param subnet the name of its subnet
/// @param hostName the name given with it
/// @param granted when this client was given it first
/// @param expires BOUND: when it ends; DECLINED: when its quarantine ends; else when it ended. At most [#NEVER]
/// @param state what it is now
/// @param contact how the client was heard last
/// @param machine the machine that this is, where it was not its hardware address that told; its system, which may not
///     show what its firmware showed, is known by this
public record Lease(
        Ip4Address address,
        ClientKey client,
        HardwareAddress hardware,
        Optional<Octets> clientIdentifier,
        String subnet,
        Optional<String> hostName,
        Instant granted,
        Instant expires,
        State state,
        Contact contact,
        Optional<String> machine) {

    /// The end of a lease without end, such as a BOOTP client's: 9999-12-31T23:59:59Z.
    public static final Instant NEVER = Instant.ofEpochSecond(253_402_300_799L);

    /// A lease of a client that was heard when it was given it, by no relay, and is known by its hardware address.
    public Lease(
            Ip4Address address,
            ClientKey client,
            HardwareAddress hardware,
            Optional<Octets> clientIdentifier,
            String subnet,
            Optional<String> hostName,
            Instant granted,
            Instant expires,
            State state) {
        this(
                address,
                client,
                hardware,
                clientIdentifier,
                subnet,
                hostName,
                granted,
                expires,
                state,
                new Contact(granted, Optional.empty()),
                Optional.empty());
    }

    /// What an address is to its client.
    public enum State {
        /// The client holds it.
        BOUND,
        /// The client gave it back.
        RELEASED,
        /// Its time ran out.
        EXPIRED,
        /// The client found it in use by somebody else; nobody is given it until `expires`.
        DECLINED
    }

    /// {@return whether the client holds the address}
    public boolean isBound() {
        return state == State.BOUND;
    }

    /// {@return this lease, its client heard like this}
    public Lease heard(Contact other) {
        return with(state, expires, other, machine);
    }

    /// {@return this lease, given back now}
    public Lease released(Instant now) {
        return ended(State.RELEASED, now);
    }

    /// {@return this lease, run out}
    public Lease expired() {
        return ended(State.EXPIRED, expires);
    }

    /// {@return this lease, its address in quarantine}
    public Lease declined(Instant until) {
        return ended(State.DECLINED, until);
    }

    /// {@return this lease, of a machine that something else than its hardware address tells}
    public Lease of(String name) {
        return with(state, expires, contact, Optional.of(name));
    }

    private Lease ended(State state, Instant at) {
        return with(state, at, contact, machine);
    }

    private Lease with(State newState, Instant ends, Contact lastContact, Optional<String> named) {
        return new Lease(
                address,
                client,
                hardware,
                clientIdentifier,
                subnet,
                hostName,
                granted,
                ends,
                newState,
                lastContact,
                named);
    }
}
