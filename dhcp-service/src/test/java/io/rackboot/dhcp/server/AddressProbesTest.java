package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.dhcp.Logged;
import io.rackboot.dhcp.fact.BootStory;
import io.rackboot.dhcp.lease.Binding;
import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.LeaseView;
import io.rackboot.dhcp.lease.Proposal;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.journal.Commit;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.fact.Fact;
import io.rackboot.events.fact.LeaseDeclined;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressProbesTest {
    private static final Subnet RACK = new Subnet(
            "rack",
            Ip4Address.parse("192.168.77.0"),
            24,
            List.of(Range.parse("192.168.77.100-192.168.77.139")),
            List.of(),
            List.of(),
            Optional.empty(),
            Duration.ofMinutes(10));
    private static final HardwareAddress SQUATTER = HardwareAddress.ofMac("52:54:00:00:00:66");
    private static final HardwareAddress CLIENT = HardwareAddress.ofMac("52:54:00:00:00:01");
    private static final Machines MACHINES = _ -> Optional.empty();

    private final LeaseTable table = new LeaseTable(List.of(RACK), _ -> false, List.of());
    private final DecisionThread decisions = DecisionThreads.own();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Commit> written = new ArrayList<>();
    private final List<Ip4Address> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final AddressProbes probes = new AddressProbes(
            table,
            MACHINES,
            new BootStory(new Rack("r1"), List.of(RACK), MACHINES),
            new Commits(
                    table,
                    (commit, then) -> {
                        written.add(commit);
                        then.accept(new CommitOutcome.Durable());
                    },
                    decisions,
                    new ServerMeters(registry),
                    _ -> {}),
            decisions,
            new ProbeMeters(registry),
            () -> now);

    @BeforeEach
    void begin() {
        probes.begin((subnet, address) -> {
            assertThat(subnet).isEqualTo(RACK);
            return asked.add(address);
        });
    }

    @AfterEach
    void close() {
        decisions.close();
    }

    @Test
    void theNextAddressesAreAskedForTwiceAndAgainAfterAMinute() {
        var next = addresses(100, AddressProbes.AHEAD);

        tick();
        assertThat(asked).isEqualTo(next);
        tickAfter(Duration.ofMillis(500));
        assertThat(asked).isEqualTo(next);
        tickAfter(Duration.ofMillis(500));
        assertThat(asked).hasSize(2 * next.size());
        tickAfter(Duration.ofSeconds(59));
        assertThat(asked).hasSize(2 * next.size());
        tickAfter(Duration.ofSeconds(1));
        assertThat(asked).hasSize(3 * next.size());
        tickAfter(Duration.ofSeconds(1));
        assertThat(asked).hasSize(4 * next.size()).endsWith(ip(115));
        assertThat(registry.get("dhcp.address.probes").counter().count()).isEqualTo(64);
    }

    @Test
    void whatIsTakenMakesRoomForTheNextOne() {
        tick();
        tickAfter(Duration.ofSeconds(1));
        asked.clear();
        bind(CLIENT, ip(100));

        tickAfter(Duration.ofSeconds(1));

        assertThat(asked).containsExactly(ip(116));
    }

    @Test
    void anAddressThatSomebodyUsesIsGivenToNobodyForAnHour() {
        tick();

        try (var log = Logged.by(AddressProbes.class.getName())) {
            answered(ip(100), SQUATTER);
            assertThat(log.messages())
                    .containsExactly("WARN 192.168.77.100 is used by 52:54:00:00:00:66, who was not given it; nobody"
                            + " is given it until 2026-11-20T13:00:00Z");
        }

        assertThat(next()).isEqualTo(ip(101));
        assertThat(table.leaseAt(ip(100)))
                .hasValueSatisfying(lease -> assertThat(lease.state()).isEqualTo(Lease.State.DECLINED))
                .map(Lease::hardware)
                .contains(SQUATTER);
        assertThat(facts())
                .containsExactly(
                        new LeaseDeclined(new Rack("r1"), new MachineId("525400000066"), new Ipv4("192.168.77.100")));
        assertThat(registry.get("dhcp.address.conflicts").counter().count()).isEqualTo(1);

        answered(ip(100), SQUATTER);
        assertThat(written).hasSize(1);
        now = now.plus(LeaseView.QUARANTINE);
        table.tick(now, 1000);
        tick();
        answered(ip(100), SQUATTER);
        assertThat(written).hasSize(2);
    }

    @Test
    void anOfferThatTurnsOutToBeSomebodyElsesIsRefusedAndAnotherMade() {
        asked.clear();
        offer(CLIENT, ip(139));
        assertThat(asked).containsExactly(ip(139));

        answered(ip(139), SQUATTER);

        assertThat(table.bind(key(CLIENT), RACK, Optional.empty(), ip(139), now))
                .isInstanceOf(Binding.Wrong.class);
        assertThat(next()).isEqualTo(ip(100));
    }

    @Test
    void aClientThatAnswersForItsOwnAddressIsNoConflict() {
        offer(CLIENT, ip(139));
        answered(ip(139), CLIENT);
        bind(CLIENT, ip(139));
        answered(ip(139), CLIENT);
        answered(ip(139), SQUATTER); // the client finds that out itself

        assertThat(written).isEmpty();
        assertThat(table.bind(key(CLIENT), RACK, Optional.empty(), ip(139), now))
                .isInstanceOf(Binding.Renewed.class);
    }

    @Test
    void anAddressThatItsFormerClientStillUsesIsGivenAfterTheOthers() {
        for (var address : addresses(100, 40)) {
            bind(CLIENT, address);
            table.apply(new LeaseChange.Released(
                    table.leaseAt(address).orElseThrow().released(now)));
        }
        assertThat(next()).isEqualTo(ip(100));
        tick();

        answered(ip(100), CLIENT);

        assertThat(next()).isEqualTo(ip(101));
        assertThat(table.ahead(100)).hasSize(40).endsWith(ip(139), ip(100));
        assertThat(written).isEmpty();
    }

    @Test
    void aHostThatAnswersForEverythingIsNotBelieved() {
        tick();

        try (var log = Logged.by(AddressProbes.class.getName())) {
            addresses(100, 12).forEach(address -> answered(address, SQUATTER));
            assertThat(log.messages().getLast())
                    .isEqualTo("WARN 52:54:00:00:00:66 answers for more than 8 free addresses: a proxy (RFC 1027)? It"
                            + " is not believed");
            assertThat(log.messages()).hasSize(Proxies.BELIEVED + 1);
        }

        assertThat(written).hasSize(Proxies.BELIEVED);
        assertThat(next()).isEqualTo(ip(108));
    }

    @Test
    void whoAnswersUnderManyNamesGetsHalfThePoolAtMost() {
        IntStream.range(0, 40)
                .forEach(i -> answered(ip(100 + i), HardwareAddress.ofMac("0200000000%02x".formatted(i))));

        assertThat(written).hasSize(20);
        assertThat(next()).isEqualTo(ip(120));
    }

    @Test
    void aFloodOfClientsMakesNoFloodOfQuestions() {
        IntStream.range(0, 1000).forEach(i -> offer(CLIENT, ip(100 + i % 40)));
        assertThat(asked).hasSize(40);
        now = now.plusSeconds(1);
        IntStream.range(0, 1000).forEach(i -> offer(CLIENT, ip(100 + i % 40)));
        assertThat(asked).hasSize(64);
        tick();
        assertThat(asked.size()).isLessThanOrEqualTo(128);
    }

    private static List<Ip4Address> addresses(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(AddressProbesTest::ip)
                .toList();
    }

    private static Ip4Address ip(int host) {
        return Ip4Address.parse("192.168.77." + host);
    }

    private static ClientKey key(HardwareAddress hardware) {
        return ClientKey.of(hardware, Optional.empty()).orElseThrow();
    }

    private void tickAfter(Duration time) {
        now = now.plus(time);
        tick();
    }

    private void tick() {
        probes.tick();
        settle();
    }

    private void answered(Ip4Address address, HardwareAddress by) {
        probes.answered(address, Optional.of(by));
        settle();
    }

    private void offer(HardwareAddress client, Ip4Address address) {
        decisions.run(() -> {
            table.apply(new LeaseChange.Offered(key(client), address, now.plus(LeaseView.OFFER_TIME)));
            probes.offered(address, client);
        });
        settle();
    }

    private void bind(HardwareAddress client, Ip4Address address) {
        table.apply(new LeaseChange.Bound(new Lease(
                address,
                key(client),
                client,
                Optional.empty(),
                RACK.name(),
                Optional.empty(),
                now,
                now.plus(RACK.leaseTime()),
                Lease.State.BOUND)));
    }

    private Ip4Address next() {
        return switch (table.propose(new ClientKey("525400ffffff"), RACK, Optional.empty(), Optional.empty(), now)) {
            case Proposal.Offer(var address) -> address;
            case Proposal.None none -> throw new AssertionError(none.toString());
        };
    }

    private List<Fact> facts() {
        return written.stream()
                .flatMap(commit -> commit.facts().stream())
                .map(fact -> switch (CloudEventCodec.decode(fact.payload().toByteArray())) {
                    case CloudEventCodec.Decoded.Known(var event) -> event.fact();
                    case CloudEventCodec.Decoded other -> throw new AssertionError(other.toString());
                })
                .toList();
    }

    /// Waits until the decision thread has nothing left to do.
    private void settle() {
        var done = new CompletableFuture<Void>();
        decisions.run(() -> done.complete(null));
        done.join();
    }
}
