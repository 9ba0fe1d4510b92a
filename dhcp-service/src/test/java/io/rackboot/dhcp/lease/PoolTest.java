package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PoolTest {
    private final Set<Ip4Address> taken = new HashSet<>();
    private final Set<Ip4Address> used = new HashSet<>();

    @Test
    void neverUsedAddressesComeInTheOrderOfTheRanges() {
        var pool = pool("10.0.0.20-10.0.0.21", "10.0.0.10", "10.0.0.30-10.0.0.31");

        assertThat(pool.size()).isEqualTo(5);
        assertThat(takeAll(pool)).containsExactly(ips(20, 21, 10, 30, 31));
        assertThat(pool.next(this::isUsable)).isEmpty();
    }

    @Test
    void aPoolWithoutRangesHasNothing() {
        var pool = pool();

        assertThat(pool.size()).isZero();
        assertThat(takeAll(pool)).isEmpty();
    }

    @Test
    void toAskWhatIsNextChangesNothing() {
        var pool = pool("10.0.0.10-10.0.0.11");

        assertThat(pool.next(this::isUsable)).contains(ip(10));
        assertThat(pool.next(this::isUsable)).contains(ip(10));
    }

    @Test
    void usedAddressesComeAfterThoseNeverUsedTheOneFreeForLongestFirst() {
        var pool = pool("10.0.0.10-10.0.0.14");
        take(pool, 10, 11, 12);
        release(pool, 11, 10, 12);

        assertThat(takeAll(pool)).containsExactly(ips(13, 14, 11, 10, 12));
    }

    @Test
    void anAddressThatIsUsedAgainCountsFromItsLastEnd() {
        var pool = pool("10.0.0.10-10.0.0.12");
        take(pool, 10, 11, 12);
        release(pool, 10, 11);
        take(pool, 10);
        release(pool, 12, 10);

        assertThat(takeAll(pool)).containsExactly(ips(11, 12, 10));
    }

    @Test
    void anAddressThatIsFreeAlreadyKeepsItsPlace() {
        var pool = pool("10.0.0.10-10.0.0.13");
        take(pool, 10, 11, 12, 13);
        release(pool, 10, 11);
        giveBackUnused(pool, 12);
        giveBackUnused(pool, 13);
        pool.free(ip(10), Pool.Past.VISITED);
        pool.free(ip(12), Pool.Past.UNUSED);

        assertThat(takeAll(pool)).containsExactly(ips(12, 13, 10, 11));
    }

    @Test
    void anAddressKeptButNeverUsedComesFirstAgain() {
        var pool = pool("10.0.0.10-10.0.0.13");
        take(pool, 10, 11, 12);
        giveBackUnused(pool, 11);
        giveBackUnused(pool, 10);

        assertThat(takeAll(pool)).containsExactly(ips(11, 10, 13));
    }

    @Test
    void anAddressKeptAheadOfTheOthersTakesItsPlaceAgain() {
        var pool = pool("10.0.0.10-10.0.0.13");
        take(pool, 12);
        giveBackUnused(pool, 12);

        assertThat(takeAll(pool)).containsExactly(ips(10, 11, 12, 13));
    }

    @Test
    void anAddressUsedAheadOfTheOthersWaitsForThem() {
        var pool = pool("10.0.0.10-10.0.0.13");
        take(pool, 10, 12);
        release(pool, 12);

        assertThat(takeAll(pool)).containsExactly(ips(11, 13, 12));
    }

    @Test
    void whatLiesInNoRangeIsNeverHandedOut() {
        var pool = pool("10.0.0.10-10.0.0.11");
        take(pool, 9, 10, 12);
        release(pool, 9, 12);
        giveBackUnused(pool, 13);

        assertThat(takeAll(pool)).containsExactly(ips(11));
    }

    @Test
    void whatIsNotUsableIsPassedOverUnannounced() {
        var pool = pool("10.0.0.10-10.0.0.13");
        take(pool, 10, 11);
        release(pool, 10, 11);
        taken.addAll(List.of(ips(10, 12)));

        assertThat(takeAll(pool)).containsExactly(ips(13, 11));
    }

    private boolean isUsable(Ip4Address address) {
        return !taken.contains(address);
    }

    private boolean isNeverUsed(Ip4Address address) {
        return isUsable(address) && !used.contains(address);
    }

    private void take(Pool pool, int... hosts) {
        for (var address : ips(hosts)) {
            taken.add(address);
            pool.taken(address);
            pool.advance(this::isNeverUsed);
        }
    }

    private void release(Pool pool, int... hosts) {
        for (var address : ips(hosts)) {
            used.add(address);
            taken.remove(address);
            pool.free(address, Pool.Past.VISITED);
            pool.advance(this::isNeverUsed);
        }
    }

    private void giveBackUnused(Pool pool, int host) {
        taken.remove(ip(host));
        pool.free(ip(host), Pool.Past.UNUSED);
        pool.advance(this::isNeverUsed);
    }

    private List<Ip4Address> takeAll(Pool pool) {
        var all = new ArrayList<Ip4Address>();
        for (var next = pool.next(this::isUsable); next.isPresent(); next = pool.next(this::isUsable)) {
            all.add(next.get());
            taken.add(next.get());
            pool.taken(next.get());
            pool.advance(this::isNeverUsed);
        }
        return all;
    }

    private static Ip4Address ip(int host) {
        return Ip4Address.parse("10.0.0.0").plus(host);
    }

    private static Ip4Address[] ips(int... hosts) {
        return Arrays.stream(hosts).mapToObj(PoolTest::ip).toArray(Ip4Address[]::new);
    }

    private static Pool pool(String... ranges) {
        return new Pool(new Subnet(
                "rack",
                Ip4Address.parse("10.0.0.0"),
                24,
                Stream.of(ranges).map(Range::parse).toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofHours(1)));
    }
}
