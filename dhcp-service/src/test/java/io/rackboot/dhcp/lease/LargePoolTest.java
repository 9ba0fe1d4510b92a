package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// That no step of a pool takes longer in a large one, shown by how many addresses it looks at, nor more memory.
class LargePoolTest {
    private static final String LARGE = "10.0.0.1-10.255.255.254";

    private final Pool pool = new Pool(subnet(LARGE));
    private final Set<Ip4Address> taken = new HashSet<>();
    private final Set<Ip4Address> used = new HashSet<>();
    private long asked;

    @Test
    void everyStepOfALargePoolLooksAtOneOrTwoAddresses() {
        var leased = new ArrayList<Ip4Address>();

        for (int i = 0; i < 10_000; i++) {
            asked = 0;
            var address = pool.next(this::isUsable).orElseThrow();
            assertThat(asked).as("next, step %d", i).isEqualTo(1);
            taken.add(address);
            used.add(address);
            pool.taken(address);
            pool.advance(this::isNeverUsed);
            assertThat(asked).as("next and advance, step %d", i).isEqualTo(3);
            leased.add(address);
        }
        assertThat(leased).startsWith(ip(1)).endsWith(Ip4Address.parse("10.0.39.16"));

        asked = 0;
        leased.forEach(address -> {
            taken.remove(address);
            pool.free(address, Pool.Past.VISITED);
        });
        assertThat(asked).as("free").isZero();
        assertThat(pool.next(this::isUsable)).contains(Ip4Address.parse("10.0.39.17"));
        assertThat(asked).as("next").isEqualTo(1);
    }

    @Test
    void eachAddressOfALargePoolIsPassedOnceInItsLife() {
        pool.advance(_ -> {
            asked++;
            return false;
        });
        assertThat(asked).isEqualTo(pool.size()).isEqualTo(16_777_214);

        asked = 0;
        pool.free(ip(9), Pool.Past.VISITED);
        pool.free(ip(8), Pool.Past.VISITED);
        pool.advance(this::isUsable);
        assertThat(asked).as("advance at the end").isZero();
        assertThat(pool.next(this::isUsable)).contains(ip(9));
        assertThat(asked).as("next among the used").isEqualTo(1);

        asked = 0;
        pool.free(ip(7), Pool.Past.UNUSED);
        assertThat(pool.next(this::isUsable)).contains(ip(7));
        assertThat(asked).as("next among the unused").isEqualTo(1);
    }

    /// The reservations are asked about each address that is looked at.
    @Test
    void everyStepOfALeaseTableLooksAtAFewAddressesHoweverManyThereAre() {
        var table = table(LARGE, address -> {
            asked++;
            return false;
        });
        for (int i = 0; i < 20_000; i++) {
            asked = 0;
            var client = Rack.client(i);
            var address = propose(table, client);
            assertThat(address).isEqualTo(ip(1 + i));
            table.apply(new LeaseChange.Offered(client, address, Rack.NOON.plusSeconds(60)));
            table.apply(new LeaseChange.Bound(lease(client, address)));
            assertThat(asked).as("step %d", i).isLessThan(20);
        }
        for (int i = 0; i < 20_000; i += 2) {
            asked = 0;
            table.apply(
                    new LeaseChange.Released(lease(Rack.client(i), ip(1 + i)).released(Rack.NOON.plusSeconds(i))));
            assertThat(asked).as("release %d", i).isLessThan(20);
        }
        asked = 0;
        assertThat(propose(table, Rack.client(4))).as("its old address").isEqualTo(ip(5));
        assertThat(propose(table, Rack.client(-1))).as("one never used").isEqualTo(ip(20_001));
        assertThat(asked).isLessThan(20);
    }

    @Test
    void aFullLeaseTableGivesTheAddressFreeForLongestAtOnce() {
        var table = table("10.0.0.1-10.0.78.32", address -> {
            asked++;
            return false;
        });
        for (int i = 0; i < 20_000; i++) {
            table.apply(new LeaseChange.Bound(lease(Rack.client(i), ip(1 + i))));
        }
        for (int i = 19_999; i >= 10_000; i--) {
            table.apply(new LeaseChange.Released(
                    lease(Rack.client(i), ip(1 + i)).released(Rack.NOON.plusSeconds(20_000 - i))));
        }
        asked = 0;
        assertThat(propose(table, Rack.client(-1))).isEqualTo(ip(20_000));
        assertThat(asked).isLessThan(20);
    }

    @Test
    void aLargePoolTakesNoMemoryForAddressesThatNobodyHasHad() {
        table("10.0.0.1-10.0.0.9", _ -> false); // what is loaded once does not count

        assertThat(allocated(() -> table(LARGE, _ -> false)))
                .as("bytes for the table")
                .isLessThan(100_000);

        var table = table(LARGE, _ -> false);
        assertThat(allocated(() -> table.apply(
                        new LeaseChange.Offered(Rack.client(1), Ip4Address.parse("10.255.255.254"), Rack.NOON))))
                .as("bytes for its last address: a bit for each before it")
                .isBetween(2_000_000L, 5_000_000L);
    }

    @Test
    void aFloodOfDiscoversTakesTheMemoryOfSoManyOffers() {
        var table = table(LARGE, _ -> false);
        for (int i = 0; i < 3 * LeaseTable.UNKNOWN_OFFERS; i++) {
            var client = Rack.client(i);
            table.apply(new LeaseChange.Offered(client, propose(table, client), Rack.NOON.plusSeconds(60)));
        }

        assertThat(IntStream.range(0, 3 * LeaseTable.UNKNOWN_OFFERS)
                        .filter(i ->
                                table.offerTo(Rack.client(i), subnet(LARGE)).isPresent()))
                .hasSize(LeaseTable.UNKNOWN_OFFERS)
                .startsWith(2 * LeaseTable.UNKNOWN_OFFERS);
        assertThat(propose(table, Rack.client(-1)).compareTo(ip(LeaseTable.UNKNOWN_OFFERS + 2)))
                .as("no more addresses were touched than offers stood")
                .isNegative();
    }

    private static long allocated(Runnable step) {
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        step.run();
        return memory.getCurrentThreadAllocatedBytes() - before;
    }

    private static Ip4Address propose(LeaseTable table, ClientKey client) {
        return switch (table.propose(client, subnet(LARGE), Optional.empty(), Optional.empty(), Rack.NOON)) {
            case Proposal.Offer(var address) -> address;
            case Proposal.None(var why) -> throw new AssertionError(why);
        };
    }

    private static Lease lease(ClientKey client, Ip4Address address) {
        return new Lease(
                address,
                client,
                HardwareAddress.ofMac(client.text()),
                Optional.empty(),
                "rack",
                Optional.empty(),
                Rack.NOON,
                Rack.NOON.plusSeconds(3600),
                Lease.State.BOUND);
    }

    private static LeaseTable table(String range, Reservations reservations) {
        return new LeaseTable(List.of(subnet(range)), reservations, List.of());
    }

    private static Subnet subnet(String range) {
        return new Subnet(
                "rack",
                Ip4Address.parse("10.0.0.0"),
                8,
                List.of(Range.parse(range)),
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofHours(1));
    }

    private boolean isUsable(Ip4Address address) {
        asked++;
        return !taken.contains(address);
    }

    private boolean isNeverUsed(Ip4Address address) {
        return isUsable(address) && !used.contains(address);
    }

    private static Ip4Address ip(int host) {
        return Ip4Address.parse("10.0.0.0").plus(host);
    }
}
