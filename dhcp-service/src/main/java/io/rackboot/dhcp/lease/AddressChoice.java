package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.Optional;
import java.util.function.Predicate;

/// The rules of who may have which address, over the table as it stands.
final class AddressChoice {
    private final LeaseTable table;
    private final Reservations reservations;

    AddressChoice(LeaseTable table, Reservations reservations) {
        this.table = table;
        this.reservations = reservations;
    }

    Proposal propose(
            ClientKey client,
            Standing standing,
            Pool pool,
            Optional<Ip4Address> reserved,
            Optional<Ip4Address> requested) {
        var subnet = pool.subnet();
        var rank = rank(client, standing, subnet);
        Predicate<Ip4Address> suits = address ->
                subnet.inRanges(address) && !isReservedForOther(address, reserved) && mayHold(client, address);
        Optional<Proposal> proposal = reserved.filter(
                        address -> subnet.isHost(address) && mayHoldReserved(client, address))
                .or(() -> table.leaseOf(client, subnet).map(Lease::address).filter(suits))
                .or(() -> table.offerTo(client, subnet).filter(suits))
                .or(() -> requested.filter(suits).filter(address -> !isKept(address, rank, pool)))
                .or(() -> next(rank, pool))
                .map(Proposal.Offer::new);
        return proposal.orElseGet(() -> new Proposal.None(why(pool)));
    }

    private Optional<Ip4Address> next(Standing rank, Pool pool) {
        return switch (rank) {
            case KNOWN -> pool.next(this::isUsable);
            case UNKNOWN -> pool.nextUnkept(this::isUsable, table.awaited());
        };
    }

    private String why(Pool pool) {
        var subnet = pool.subnet().name();
        if (pool.size() == 0) {
            return "subnet " + subnet + " has no ranges, and no address is reserved for the client";
        }
        return pool.next(this::isUsable).isEmpty()
                ? "all " + pool.size() + " addresses of subnet " + subnet + " are in use"
                : "the " + pool.free() + " free addresses of subnet " + subnet + " are kept for known machines";
    }

    /// Who stayed for longer than a visit is known, too.
    private Standing rank(ClientKey client, Standing standing, Subnet subnet) {
        return table.leaseOf(client, subnet)
                        .filter(subnet.policy()::isResidents)
                        .isPresent()
                ? Standing.KNOWN
                : standing;
    }

    private boolean isKept(Ip4Address address, Standing rank, Pool pool) {
        return rank == Standing.UNKNOWN && pool.isKept(address, table.awaited());
    }

    Binding bind(ClientKey client, Standing standing, Pool pool, Optional<Ip4Address> reserved, Ip4Address address) {
        var subnet = pool.subnet();
        if (!subnet.isHost(address)) {
            return new Binding.Wrong(address + " is no host of subnet " + subnet.name() + ", " + subnet.cidr());
        }
        var own =
                reserved.filter(kept -> !kept.equals(address) && subnet.isHost(kept) && mayHoldReserved(client, kept));
        if (own.isPresent()) {
            return new Binding.Wrong(own.get() + " is reserved for the client, which asks for " + address);
        }
        if (isReservedForOther(address, reserved)) {
            return new Binding.Wrong(address + " is reserved for another machine");
        }
        if (!subnet.inRanges(address) && !reserved.equals(Optional.of(address))) {
            return table.leaseOf(client, subnet).isPresent()
                    ? new Binding.Wrong(address + " is in no range of subnet " + subnet.name())
                    : new Binding.NotMine();
        }
        boolean may = reserved.isPresent() ? mayHoldReserved(client, address) : mayHold(client, address);
        if (!may) {
            return new Binding.Wrong(address + " is held by another client or in quarantine");
        }
        if (!isOwn(client, address) && isKept(address, rank(client, standing, subnet), pool)) {
            return new Binding.Wrong(address + " is kept for known machines");
        }
        return table.leaseAt(address)
                .filter(lease -> lease.isBound() && lease.client().equals(client))
                .<Binding>map(Binding.Renewed::new)
                .orElseGet(() -> new Binding.Granted(address));
    }

    /// {@return whether somebody may be given the address}
    boolean isUsable(Ip4Address address) {
        return table.isFree(address) && !table.isOffered(address) && !reservations.isReserved(address);
    }

    private boolean mayHold(ClientKey client, Ip4Address address) {
        boolean own = table.leaseAt(address)
                .filter(lease -> lease.isBound() && lease.client().equals(client))
                .isPresent();
        return (own || table.isFree(address)) && !table.isOfferedToOther(client, address);
    }

    /// A document counts for more than a lease without end, which nobody gives back: else a machine that takes the
    /// place of a broken one would never get its address.
    private boolean mayHoldReserved(ClientKey client, Ip4Address address) {
        boolean endless = table.leaseAt(address)
                .filter(lease -> lease.isBound() && lease.expires().equals(Lease.NEVER))
                .isPresent();
        return mayHold(client, address) || endless && !table.isOfferedToOther(client, address);
    }

    /// What the client holds, had last, or was offered.
    private boolean isOwn(ClientKey client, Ip4Address address) {
        return table.isOffered(address)
                || table.leaseAt(address)
                        .filter(lease -> lease.client().equals(client))
                        .isPresent();
    }

    private boolean isReservedForOther(Ip4Address address, Optional<Ip4Address> reserved) {
        return !reserved.equals(Optional.of(address)) && reservations.isReserved(address);
    }
}
