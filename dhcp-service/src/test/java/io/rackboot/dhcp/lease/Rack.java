package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A lease table over two subnets with its reservations, and the steps that change it.
final class Rack {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final Subnet RACK =
            subnet("rack", "192.168.77.0", Duration.ofMinutes(10), "192.168.77.100-192.168.77.102", "192.168.77.110");
    static final Subnet FAR = subnet("far", "10.9.0.0", Duration.ofHours(2), "10.9.0.100-10.9.0.101");

    /// The addresses in the order in which they are handed out first.
    static final Ip4Address A = Ip4Address.parse("192.168.77.100");

    static final Ip4Address B = Ip4Address.parse("192.168.77.101");
    static final Ip4Address C = Ip4Address.parse("192.168.77.102");
    static final Ip4Address D = Ip4Address.parse("192.168.77.110");

    /// A host of the rack that lies in no range.
    static final Ip4Address OUTSIDE = Ip4Address.parse("192.168.77.50");

    static final ClientKey ONE = client(1);
    static final ClientKey TWO = client(2);
    static final ClientKey THREE = client(3);

    final Map<Ip4Address, ClientKey> reserved = new HashMap<>();
    final LeaseTable table;

    Rack(Collection<Lease> stored) {
        table = new LeaseTable(List.of(RACK, FAR), reserved::containsKey, stored);
    }

    Rack() {
        this(List.of());
    }

    static ClientKey client(int number) {
        return new ClientKey("5254%08x".formatted(number));
    }

    static Lease lease(ClientKey client, Ip4Address address, Instant granted, Instant expires) {
        return new Lease(
                address,
                client,
                HardwareAddress.ofMac(client.text()),
                Optional.empty(),
                FAR.contains(address) ? FAR.name() : RACK.name(),
                Optional.empty(),
                granted,
                expires,
                Lease.State.BOUND);
    }

    static Lease lease(ClientKey client, Ip4Address address, Instant at) {
        return lease(client, address, at, at.plus((FAR.contains(address) ? FAR : RACK).leaseTime()));
    }

    void reserve(Ip4Address address, ClientKey client) {
        reserved.put(address, client);
        table.reservationChanged(address);
    }

    void unreserve(Ip4Address address) {
        reserved.remove(address);
        table.reservationChanged(address);
    }

    void offer(ClientKey client, Ip4Address address, Instant at) {
        var undo = table.apply(new LeaseChange.Offered(client, address, at.plus(LeaseView.OFFER_TIME)));
        if (undo.isPresent()) {
            throw new AssertionError("an offer is not written, and so has no undo: " + undo);
        }
    }

    Undo bind(ClientKey client, Ip4Address address, Instant at) {
        return bind(lease(client, address, at));
    }

    Undo bind(Lease lease) {
        return table.apply(new LeaseChange.Bound(lease)).orElseThrow();
    }

    Undo release(Ip4Address address, Instant at) {
        return table.apply(new LeaseChange.Released(at(address).released(at))).orElseThrow();
    }

    Undo decline(Ip4Address address, Instant at) {
        var until = at.plus(LeaseView.QUARANTINE);
        return table.apply(new LeaseChange.Declined(at(address).declined(until), until))
                .orElseThrow();
    }

    /// As the clock does every second.
    List<Undo> expire(Instant now) {
        return table.tick(now, 1000).stream()
                .map(step -> table.apply(step).orElseThrow())
                .toList();
    }

    Lease at(Ip4Address address) {
        return table.leaseAt(address).orElseThrow();
    }

    /// {@return what a DHCPDISCOVER of this client without wishes would be offered}
    Optional<Ip4Address> next(ClientKey client) {
        return next(client, Optional.empty());
    }

    Optional<Ip4Address> next(ClientKey client, Optional<Ip4Address> requested) {
        return switch (table.propose(client, RACK, reservedFor(client, RACK), requested, NOON)) {
            case Proposal.Offer(var address) -> Optional.of(address);
            case Proposal.None _ -> Optional.empty();
        };
    }

    Binding judge(ClientKey client, Ip4Address address) {
        return table.bind(client, RACK, reservedFor(client, RACK), address, NOON);
    }

    /// {@return the free addresses in the order in which strangers are offered them; the offers are withdrawn again}
    List<Ip4Address> free() {
        var free = new ArrayList<Ip4Address>();
        for (var next = next(stranger(0)); next.isPresent(); next = next(stranger(free.size()))) {
            offer(stranger(free.size()), next.get(), NOON);
            free.add(next.get());
        }
        for (int i = 0; i < free.size(); i++) {
            table.apply(new LeaseChange.OfferWithdrawn(stranger(i)));
        }
        return free;
    }

    private static ClientKey stranger(int number) {
        return client(0xffff00 + number);
    }

    Optional<Ip4Address> reservedFor(ClientKey client, Subnet subnet) {
        return reserved.entrySet().stream()
                .filter(entry -> entry.getValue().equals(client) && subnet.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Subnet subnet(String name, String network, Duration leaseTime, String... ranges) {
        return new Subnet(
                name,
                Ip4Address.parse(network),
                24,
                Stream.of(ranges).map(Range::parse).toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                LeasePolicy.of(leaseTime).keeping(0));
    }
}
