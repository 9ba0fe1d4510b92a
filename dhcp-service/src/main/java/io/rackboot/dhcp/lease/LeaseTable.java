package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Every lease, present and former, and every offer. One thread decides and changes; [#leases], [#leaseAt] and
/// [#use] may be read by any.
///
/// ```
///            Offered            Bound                Expired, Released
///   free  ----------->  kept  --------->  BOUND  ------------------------->  free, remembered for its client
///     ^                   |                 | Declined
///     |  60 s, withdrawn  |                 v
///     +-------------------+             DECLINED  --- 1 h --->  free
/// ```
public final class LeaseTable implements LeaseView {
    /// Offers to unknown clients beyond so many push out the oldest ones: a flood of DHCPDISCOVERs costs some 20 MB.
    static final int UNKNOWN_OFFERS = 1 << 16;

    private final Map<Ip4Address, Lease> byAddress = new ConcurrentHashMap<>();
    private final Acquaintances acquaintances = new Acquaintances();
    private final Quarantine quarantine = new Quarantine();
    private final Offers offers = new Offers();
    private final Deadlines leaseEnds = new Deadlines();
    private final Placements placements = new Placements();
    private final Reservations reservations;
    /// Those that were told of: other subnets' pools have to know them.
    private final Set<Ip4Address> reserved = new HashSet<>();

    private final AddressChoice choice;
    private ClientLeases byClient = new ClientLeases();
    private volatile Pools pools = new Pools(List.of());

    /// @param subnets the served subnets, no two of which overlap
    /// @param reservations what machines' documents keep; changes are told by [#reservationChanged]
    /// @param stored the leases on disk
    public LeaseTable(List<Subnet> subnets, Reservations reservations, Collection<Lease> stored) {
        this.reservations = reservations;
        choice = new AddressChoice(this, reservations);
        serve(subnets);
        stored.stream()
                .sorted(Comparator.comparing(Lease::expires))
                .forEach(lease -> replace(lease.address(), Optional.of(lease)));
    }

    /// Goes over to other subnets, whose pools know at once what is leased, offered and reserved, and keep the order of
    /// the former ones. Leases stay as they are: wherever their addresses lie, nobody else is given them before
    /// they end.
    ///
    /// @param subnets the served subnets, no two of which overlap
    public void serve(List<Subnet> subnets) {
        var former = pools.each();
        pools = new Pools(subnets);
        byClient = new ClientLeases();
        offers.regroup(this::holder);
        byAddress.values().stream().sorted(Comparator.comparing(Lease::expires)).forEach(lease -> {
            holder(lease).ifPresent(holder -> byClient.add(holder, lease));
            pools.count(lease, 1);
            settle(lease.address());
        });
        offers.addresses().forEach(this::settle);
        reserved.forEach(this::settle);
        former.stream().flatMap(pool -> pool.waiting().stream()).forEach(this::postpone);
    }

    @Override
    public Optional<Lease> leaseOf(ClientKey client, Subnet subnet) {
        return byClient.latest(new Holder(client, subnet.name()));
    }

    @Override
    public Optional<Ip4Address> offerTo(ClientKey client, Subnet subnet) {
        return offers.of(new Holder(client, subnet.name()));
    }

    /// Safe from any thread.
    @Override
    public Optional<Lease> leaseAt(Ip4Address address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    @Override
    public List<Lease> held(Predicate<Lease> wanted) {
        return byAddress.values().stream().filter(Lease::isBound).filter(wanted).toList();
    }

    @Override
    public Optional<String> machineOf(ClientKey client) {
        return acquaintances.machineOf(client);
    }

    @Override
    public Proposal propose(
            ClientKey client,
            Standing standing,
            Subnet subnet,
            Optional<Ip4Address> reserved,
            Optional<Ip4Address> requested,
            Instant now) {
        return choice.propose(client, standing, pools.of(subnet), reserved, requested);
    }

    @Override
    public Binding bind(
            ClientKey client,
            Standing standing,
            Subnet subnet,
            Optional<Ip4Address> reserved,
            Ip4Address address,
            Instant now) {
        return choice.bind(client, standing, pools.of(subnet), reserved, address);
    }

    /// {@return the addresses that strangers are given next, at most so many of each subnet}
    public List<Ip4Address> ahead(int count) {
        return pools.each().stream()
                .flatMap(pool -> pool.ahead(choice::isUsable, count).stream())
                .toList();
    }

    /// The address is free, but its former client still uses it: it is given after the others.
    public void postpone(Ip4Address address) {
        pools.of(address).ifPresent(pool -> pool.postpone(address));
    }

    /// {@return every record, in no order; safe from any thread}
    public Collection<Lease> leases() {
        return byAddress.values();
    }

    /// {@return how full each subnet is; safe from any thread}
    public List<PoolUse> use() {
        return pools.use(quarantine);
    }

    /// {@return the served subnet that the address lies in}
    public Optional<Subnet> subnetOf(Ip4Address address) {
        return pools.of(address).map(Pool::subnet);
    }

    /// Applies a step.
    ///
    /// @return how to take it back, where it must be on disk to count
    public Optional<Undo> apply(LeaseChange change) {
        return switch (change) {
            case LeaseChange.Offered(var client, var standing, var address, var until) -> {
                holder(client, address)
                        .flatMap(holder -> offers.keep(holder, standing, address, until))
                        .ifPresent(this::settle);
                settle(address);
                offers.dropBeyond(UNKNOWN_OFFERS).forEach(this::settle);
                yield Optional.empty();
            }
            case LeaseChange.OfferWithdrawn(var client) -> {
                withdraw(client);
                yield Optional.empty();
            }
            case LeaseChange.Bound(var lease) -> Optional.of(store(lease));
            case LeaseChange.Released(var lease) -> Optional.of(store(lease));
            case LeaseChange.Declined declined -> Optional.of(store(declined.lease()));
            case LeaseChange.Expired(var lease) -> Optional.of(store(lease));
        };
    }

    /// Takes steps back, which must be the latest ones, newest first. Offers that they used up are not restored.
    public void undo(Undo undo) {
        replace(undo.after().address(), undo.before());
    }

    /// {@return the lease that this one takes the place of: the same client's, in the same subnet, still held}
    public Optional<Lease> supersededBy(Lease lease) {
        return holder(lease).flatMap(holder -> byClient.heldBeside(holder, lease));
    }

    /// Ends what ended by itself: offers, and at most so many quarantines.
    ///
    /// @return the leases that ran out, at most so many, each as a step that is still to be applied; the same ones
    ///     again until it is
    public List<LeaseChange.Expired> tick(Instant now, int limit) {
        offers.dropUntil(now).forEach(this::settle);
        quarantine.endUntil(now, limit).forEach(this::settle);
        return leaseEnds.due(now, limit).stream()
                .map(lease -> new LeaseChange.Expired(lease.expired()))
                .toList();
    }

    /// A machine's document began or ceased to keep this address.
    public void reservationChanged(Ip4Address address) {
        if (reservations.isReserved(address)) {
            reserved.add(address);
        } else {
            reserved.remove(address);
        }
        settle(address);
    }

    /// A machine's document came, went, or says something else: this hardware address is its, or was.
    public void machineChanged(HardwareAddress hardware) {
        ClientKey.of(hardware, Optional.empty())
                .ifPresent(client -> pools.names().stream()
                        .flatMap(subnet -> byClient.latest(new Holder(client, subnet)).stream())
                        .map(Lease::address)
                        .toList()
                        .forEach(this::settle));
    }

    /// {@return how many machines that have no address of their own were never given one}
    long awaited() {
        return Math.max(0, reservations.pooledMachines() - placements.machines());
    }

    /// {@return whether nobody holds the address and it is not in quarantine}
    boolean isFree(Ip4Address address) {
        var lease = byAddress.get(address);
        return lease == null || !lease.isBound() && !quarantine.holds(address);
    }

    boolean isOffered(Ip4Address address) {
        return offers.isOffered(address);
    }

    boolean isOfferedToOther(ClientKey client, Ip4Address address) {
        return offers.holderOf(address)
                .filter(holder -> !holder.client().equals(client))
                .isPresent();
    }

    private Undo store(Lease lease) {
        var before = leaseAt(lease.address());
        if (lease.isBound()) {
            holder(lease).flatMap(offers::withdraw).ifPresent(this::settle);
        }
        replace(lease.address(), Optional.of(lease));
        return new Undo(lease, before);
    }

    private void replace(Ip4Address address, Optional<Lease> lease) {
        leaseAt(address).ifPresent(former -> {
            leaseEnds.remove(former);
            quarantine.remove(former);
            holder(former).ifPresent(holder -> byClient.remove(holder, former));
            acquaintances.remove(former);
            pools.count(former, -1);
        });
        lease.ifPresentOrElse(
                now -> {
                    byAddress.put(address, now);
                    holder(now).ifPresent(holder -> byClient.add(holder, now));
                    acquaintances.add(now);
                    pools.count(now, 1);
                    switch (now.state()) {
                        case BOUND -> leaseEnds.add(now);
                        case DECLINED -> quarantine.add(now);
                        case RELEASED, EXPIRED -> {}
                    }
                },
                () -> byAddress.remove(address));
        settle(address);
    }

    /// Puts the address where it belongs in its pool, after anything about it has changed.
    private void settle(Ip4Address address) {
        var machine = leaseAt(address).flatMap(reservations::pooledMachine);
        placements.put(address, machine);
        pools.of(address).ifPresent(pool -> {
            if (choice.isUsable(address)) {
                pool.free(address, past(address, machine, pool.subnet().policy()));
            } else {
                pool.taken(address);
            }
            pool.advance(this::isNeverUsed);
        });
    }

    private Pool.Past past(Ip4Address address, Optional<String> machine, LeasePolicy policy) {
        return leaseAt(address)
                .map(lease -> policy.past(lease, machine.isPresent() ? Standing.KNOWN : Standing.UNKNOWN))
                .orElse(Pool.Past.UNUSED);
    }

    private boolean isNeverUsed(Ip4Address address) {
        return !byAddress.containsKey(address) && choice.isUsable(address);
    }

    private void withdraw(ClientKey client) {
        pools.names()
                .forEach(subnet -> offers.withdraw(new Holder(client, subnet)).ifPresent(this::settle));
    }

    private Optional<Holder> holder(Lease lease) {
        return holder(lease.client(), lease.address());
    }

    private Optional<Holder> holder(ClientKey client, Ip4Address address) {
        return subnetOf(address).map(subnet -> new Holder(client, subnet.name()));
    }
}
