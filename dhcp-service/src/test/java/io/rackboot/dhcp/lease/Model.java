package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a lease table must do, in plain maps and linear searches over every address.
final class Model {
    record Offer(ClientKey client, Ip4Address address, Instant until) {}

    private static final Comparator<Lease> LATEST =
            Comparator.comparing(Lease::isBound).thenComparing(Lease::granted);
    private static final Comparator<Lease> BY_END = Comparator.comparing(Lease::expires);

    final Map<Ip4Address, Lease> leases = new HashMap<>();
    private final Set<Ip4Address> quarantined = new HashSet<>();
    private final List<Offer> offers = new ArrayList<>();
    private final Map<Ip4Address, ClientKey> reserved;
    private final Map<Subnet, ModelPool> pools = new LinkedHashMap<>();

    Model(List<Subnet> subnets, Map<Ip4Address, ClientKey> reserved) {
        this.reserved = reserved;
        subnets.forEach(subnet -> pools.put(subnet, new ModelPool(subnet)));
    }

    /// {@return the model of a table that is built from this one's leases}
    Model restarted() {
        var restarted = new Model(List.copyOf(pools.keySet()), reserved);
        leases.values().stream().sorted(BY_END).forEach(lease -> restarted.put(lease.address(), Optional.of(lease)));
        return restarted;
    }

    void put(Ip4Address address, Optional<Lease> lease) {
        quarantined.remove(address);
        leases.remove(address);
        lease.ifPresent(now -> leases.put(address, now));
        lease.filter(now -> now.state() == Lease.State.DECLINED).ifPresent(_ -> quarantined.add(address));
        settle(subnetOf(address));
    }

    void offer(Offer offer) {
        withdraw(offer.client(), subnetOf(offer.address()));
        offers.add(offer);
        settle(subnetOf(offer.address()));
    }

    void withdraw(ClientKey client, Subnet subnet) {
        if (offers.removeIf(offer -> offer.client().equals(client) && subnet.contains(offer.address()))) {
            settle(subnet);
        }
    }

    /// {@return the leases that ran out, oldest first}
    List<Lease> tick(Instant now) {
        for (var over : offers.stream().filter(o -> !o.until().isAfter(now)).toList()) {
            offers.remove(over);
            settle(subnetOf(over.address()));
        }
        ending(now).filter(lease -> quarantined.contains(lease.address())).forEach(lease -> {
            quarantined.remove(lease.address());
            settle(subnetOf(lease.address()));
        });
        return ending(now).filter(Lease::isBound).map(Lease::expired).toList();
    }

    void settle(Subnet subnet) {
        pools.get(subnet).settle(this::isUsable, leases::containsKey);
    }

    /// {@return the free addresses in the order in which they are to be handed out}
    List<Ip4Address> free(Subnet subnet) {
        return pools.get(subnet).free(this::isUsable, leases::containsKey);
    }

    Optional<Ip4Address> choose(ClientKey client, Subnet subnet, Optional<Ip4Address> requested) {
        var wishes = new ArrayList<Ip4Address>();
        reservedFor(client, subnet).ifPresent(wishes::add);
        leaseOf(client, subnet).map(Lease::address).ifPresent(wishes::add);
        offers.stream()
                .filter(offer -> offer.client().equals(client) && subnet.contains(offer.address()))
                .forEach(offer -> wishes.add(offer.address()));
        requested.ifPresent(wishes::add);
        wishes.addAll(free(subnet));
        return wishes.stream()
                .filter(address -> mayHave(client, subnet, address))
                .findFirst();
    }

    /// {@return the kind of answer to a DHCPREQUEST}
    Class<? extends Binding> judge(ClientKey client, Subnet subnet, Ip4Address address) {
        var own = reservedFor(client, subnet);
        if (own.isPresent() && !own.get().equals(address) && mayHave(client, subnet, own.get())) {
            return Binding.Wrong.class;
        }
        if (!reserved.containsKey(address) && !subnet.inRanges(address)) {
            return leaseOf(client, subnet).isPresent() ? Binding.Wrong.class : Binding.NotMine.class;
        }
        if (!mayHave(client, subnet, address)) {
            return Binding.Wrong.class;
        }
        return isHeld(address) ? Binding.Renewed.class : Binding.Granted.class;
    }

    Optional<Lease> leaseOf(ClientKey client, Subnet subnet) {
        return leases.values().stream()
                .filter(lease -> lease.client().equals(client) && subnet.contains(lease.address()))
                .max(LATEST);
    }

    /// {@return the lease that this one takes the place of}
    Optional<Lease> heldBeside(Lease lease) {
        return leases.values().stream()
                .filter(held -> held.isBound() && held.client().equals(lease.client()))
                .filter(held ->
                        held.subnet().equals(lease.subnet()) && !held.address().equals(lease.address()))
                .max(LATEST);
    }

    List<PoolUse> use() {
        return pools.keySet().stream()
                .map(subnet -> new PoolUse(
                        subnet.name(),
                        pools.get(subnet).size(),
                        leases.values().stream()
                                .filter(lease -> lease.isBound() && subnet.contains(lease.address()))
                                .count(),
                        quarantined.stream().filter(subnet::contains).count()))
                .toList();
    }

    Optional<Ip4Address> reservedFor(ClientKey client, Subnet subnet) {
        return reserved.entrySet().stream()
                .filter(entry -> entry.getValue().equals(client) && subnet.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Subnet subnetOf(Ip4Address address) {
        return pools.keySet().stream()
                .filter(subnet -> subnet.contains(address))
                .findFirst()
                .orElseThrow();
    }

    boolean isHeld(Ip4Address address) {
        return leases.containsKey(address) && leases.get(address).isBound();
    }

    private boolean mayHave(ClientKey client, Subnet subnet, Ip4Address address) {
        boolean allowed = reserved.containsKey(address)
                ? reserved.get(address).equals(client) && subnet.contains(address)
                : subnet.inRanges(address);
        boolean own = isHeld(address) && leases.get(address).client().equals(client);
        return allowed
                && (own || !isHeld(address) && !quarantined.contains(address))
                && offers.stream()
                        .noneMatch(offer -> offer.address().equals(address)
                                && !offer.client().equals(client));
    }

    private boolean isUsable(Ip4Address address) {
        return !isHeld(address)
                && !quarantined.contains(address)
                && !reserved.containsKey(address)
                && offers.stream().noneMatch(offer -> offer.address().equals(address));
    }

    private Stream<Lease> ending(Instant now) {
        return List.copyOf(leases.values()).stream()
                .filter(lease -> !lease.expires().isAfter(now))
                .sorted(BY_END);
    }
}
