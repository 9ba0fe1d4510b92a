package io.rackboot.dhcp.lease;

import static io.rackboot.dhcp.lease.Rack.FAR;
import static io.rackboot.dhcp.lease.Rack.NOON;
import static io.rackboot.dhcp.lease.Rack.RACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A long life of a lease table, at random: clients come, go and misbehave, machines' documents change, commits fail,
/// the service restarts. After every step the table equals its model, and no two clients believe to hold one address.
class LeaseTableModelTest {
    private static final int STEPS = 4000;
    private static final List<ClientKey> CLIENTS =
            IntStream.rangeClosed(1, 7).mapToObj(Rack::client).toList();
    private static final List<Ip4Address> ADDRESSES = Stream.of(
                    "192.168.77.100",
                    "192.168.77.101",
                    "192.168.77.102",
                    "192.168.77.110",
                    "192.168.77.50",
                    "10.9.0.100",
                    "10.9.0.101",
                    "10.9.0.50")
            .map(Ip4Address::parse)
            .toList();

    private final Twins twins = new Twins();
    private final Claims claims = new Claims();
    private final Set<String> seen = new TreeSet<>();
    private Random random = new Random(0);
    private Instant now = NOON;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void behavesLikeTheModel(long seed) {
        random = new Random(seed);
        for (int step = 1; step <= STEPS; step++) {
            try {
                now = now.plusNanos(1 + random.nextLong(10_000_000_000L));
                act();
                twins.compare(CLIENTS);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed %d, step %d: %s".formatted(seed, step, e.getMessage()), e);
            }
        }
        assertThat(seen)
                .as("seed %d came everywhere", seed)
                .contains(
                        "Offer",
                        "None",
                        "Granted",
                        "Renewed",
                        "Wrong",
                        "NotMine",
                        "released",
                        "declined",
                        "ended",
                        "failed");
    }

    private void act() {
        switch (random.nextInt(40)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> discover(client(), subnet());
            case 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 -> request(client(), subnet());
            case 20, 21 -> release(client(), subnet());
            case 22 -> decline(client(), subnet());
            case 23 -> twins.withdraw(client());
            case 24, 25, 26, 27, 28, 29 -> tick();
            case 30, 31 -> twins.reserve(pick(ADDRESSES), client());
            case 32, 33 -> twins.unreserve(pick(ADDRESSES));
            case 34, 35, 36, 37 -> settle();
            case 38 -> twins.compareOrder(subnet(), now.plus(LeaseView.OFFER_TIME));
            default -> seldom();
        }
    }

    private void seldom() {
        if (random.nextBoolean()) {
            now = now.plus(Duration.ofMinutes(random.nextInt(70)));
        } else {
            twins.onTheirWay().forEach(this::told);
            twins.restart();
        }
    }

    private void discover(ClientKey client, Subnet subnet) {
        var requested = random.nextBoolean() ? Optional.of(pick(ADDRESSES)) : Optional.<Ip4Address>empty();
        var chosen = twins.propose(client, subnet, requested);
        chosen.ifPresent(address -> twins.offer(client, address, now.plus(LeaseView.OFFER_TIME)));
        saw(chosen.isPresent() ? "Offer" : "None");
    }

    /// For what the client would be offered, or for anything.
    private void request(ClientKey client, Subnet subnet) {
        var address = twins.propose(client, subnet, Optional.empty())
                .filter(_ -> random.nextInt(4) > 0)
                .orElseGet(() -> pick(inSubnet(subnet)));
        claims.asks(new Holder(client, subnet.name()), address);
        var binding = twins.judge(client, subnet, address);
        saw(binding.getClass().getSimpleName());
        switch (binding) {
            case Binding.Granted(var granted) -> bind(client, subnet, granted, now);
            case Binding.Renewed(var lease) -> bind(client, subnet, lease.address(), lease.granted());
            case Binding.Wrong _ -> {
                claims.hasNone(new Holder(client, subnet.name()));
                twins.withdraw(client);
            }
            case Binding.NotMine _ -> {}
        }
    }

    private void bind(ClientKey client, Subnet subnet, Ip4Address address, Instant granted) {
        var holder = new Holder(client, subnet.name());
        var lease = Rack.lease(client, address, granted, now.plus(subnet.leaseTime()));
        claims.requireNoOther(holder, address, now);
        claims.isAnswered(holder, lease);
        twins.bind(lease, now);
    }

    private void release(ClientKey client, Subnet subnet) {
        twins.leaseOf(client, subnet).filter(Lease::isBound).ifPresent(lease -> {
            saw("released");
            claims.hasNone(new Holder(client, subnet.name()));
            twins.commit(List.of(new LeaseChange.Released(lease.released(now))));
        });
    }

    private void decline(ClientKey client, Subnet subnet) {
        twins.leaseOf(client, subnet).filter(Lease::isBound).ifPresent(lease -> {
            saw("declined");
            claims.hasNone(new Holder(client, subnet.name()));
            var until = now.plus(LeaseView.QUARANTINE);
            twins.commit(List.of(new LeaseChange.Declined(lease.declined(until), until)));
        });
    }

    private void tick() {
        saw(twins.tick(now) > 0 ? "ended" : "ticked");
    }

    private void settle() {
        var failed =
                twins.onTheirWay().stream().filter(_ -> random.nextInt(3) == 0).toList();
        saw(failed.isEmpty() ? "settled" : "failed");
        twins.onTheirWay().stream().filter(commit -> !failed.contains(commit)).forEach(this::told);
        twins.settle(failed);
    }

    /// The DHCPACK of a lease that is on disk reaches its client.
    private void told(Twins.Commit commit) {
        commit.steps().stream()
                .map(Undo::after)
                .filter(Lease::isBound)
                .forEach(lease -> claims.isGranted(new Holder(lease.client(), lease.subnet()), lease));
    }

    private void saw(String what) {
        seen.add(what);
    }

    private ClientKey client() {
        return pick(CLIENTS);
    }

    private Subnet subnet() {
        return random.nextInt(3) > 0 ? RACK : FAR;
    }

    private static List<Ip4Address> inSubnet(Subnet subnet) {
        return ADDRESSES.stream().filter(subnet::contains).toList();
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
