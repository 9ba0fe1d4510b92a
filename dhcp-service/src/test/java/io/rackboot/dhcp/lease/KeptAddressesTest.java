package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which free addresses of ten a pool gives to anybody, and which to known machines alone.
class KeptAddressesTest {
    private static final long NOBODY = 0;

    @Test
    void anybodyIsGivenTheAddressesOfVisitorsBeforeThoseOfResidents() {
        var pool = pool(20);
        takeAll(pool);
        pool.free(ip(1), Pool.Past.RESIDENT);
        pool.free(ip(2), Pool.Past.VISITED);
        pool.free(ip(3), Pool.Past.RESIDENT);
        pool.free(ip(4), Pool.Past.VISITED);

        assertThat(givenToAnybody(pool, NOBODY)).containsExactly(ip(2), ip(4));
        assertThat(givenToKnown(pool)).containsExactly(ip(1), ip(3));
    }

    @Test
    void ofMoreResidentsThanAreKeptTheOneGoneForLongestLosesItsAddress() {
        var pool = pool(20);
        takeAll(pool);
        pool.free(ip(5), Pool.Past.RESIDENT);
        pool.free(ip(4), Pool.Past.RESIDENT);
        pool.free(ip(6), Pool.Past.RESIDENT);

        assertThat(pool.isKept(ip(5), NOBODY)).isFalse();
        assertThat(pool.isKept(ip(4), NOBODY)).isTrue();
        assertThat(givenToAnybody(pool, NOBODY)).containsExactly(ip(5));
        assertThat(pool.isKept(ip(4), NOBODY)).isTrue();
    }

    @Test
    void asManyAddressesAreKeptAsMachinesAreAwaited() {
        var pool = pool(50);

        assertThat(givenToAnybody(pool, 3)).containsExactly(ip(1), ip(2), ip(3), ip(4), ip(5), ip(6), ip(7));
        assertThat(pool.free()).isEqualTo(3);
        assertThat(pool.isKept(ip(8), 3)).isTrue();
        assertThat(pool.isKept(ip(8), 2)).isFalse();
        assertThat(givenToKnown(pool)).containsExactly(ip(8), ip(9), ip(10));
    }

    @Test
    void residentsAndAwaitedMachinesTogetherKeepNoMoreThanTheShare() {
        var pool = pool(50);
        takeAll(pool);
        for (int host = 1; host <= 3; host++) {
            pool.free(ip(host), Pool.Past.RESIDENT);
        }
        for (int host = 4; host <= 8; host++) {
            pool.free(ip(host), Pool.Past.VISITED);
        }

        assertThat(givenToAnybody(pool, 100)).containsExactly(ip(4), ip(5), ip(6));
    }

    @Test
    void withoutAShareNothingIsKept() {
        var pool = pool(0);

        assertThat(givenToAnybody(pool, 100)).hasSize(10);
    }

    @Test
    void whatIsTakenTwiceOrFreedTwiceCountsOnce() {
        var pool = pool(50);
        pool.taken(ip(1));
        pool.taken(ip(1));
        assertThat(pool.free()).isEqualTo(9);
        pool.free(ip(1), Pool.Past.VISITED);
        pool.free(ip(1), Pool.Past.RESIDENT);
        assertThat(pool.free()).isEqualTo(10);
        pool.taken(ip(99));
        pool.free(ip(98), Pool.Past.VISITED);
        assertThat(pool.free()).isEqualTo(10);
        assertThat(pool.isKept(ip(99), 100)).isFalse();
    }

    private static List<Ip4Address> givenToAnybody(Pool pool, long awaited) {
        var given = new ArrayList<Ip4Address>();
        for (var next = pool.nextUnkept(KeptAddressesTest::isUsable, awaited);
                next.isPresent();
                next = pool.nextUnkept(KeptAddressesTest::isUsable, awaited)) {
            take(pool, next.get());
            given.add(next.get());
        }
        return given;
    }

    private static List<Ip4Address> givenToKnown(Pool pool) {
        var given = new ArrayList<Ip4Address>();
        for (var next = pool.next(KeptAddressesTest::isUsable);
                next.isPresent();
                next = pool.next(KeptAddressesTest::isUsable)) {
            take(pool, next.get());
            given.add(next.get());
        }
        return given;
    }

    private static void takeAll(Pool pool) {
        for (int host = 1; host <= 10; host++) {
            take(pool, ip(host));
        }
    }

    /// As the lease table does: never-used addresses lie ahead of the cursor.
    private static void take(Pool pool, Ip4Address address) {
        pool.taken(address);
        pool.advance(next -> next.compareTo(address) > 0);
    }

    private static boolean isUsable(Ip4Address address) {
        return true;
    }

    private static Ip4Address ip(int host) {
        return Ip4Address.parse("10.0.0.0").plus(host);
    }

    private static Pool pool(int percent) {
        return new Pool(new Subnet(
                "rack",
                Ip4Address.parse("10.0.0.0"),
                24,
                List.of(Range.parse("10.0.0.1-10.0.0.10")),
                List.of(),
                List.of(),
                Optional.empty(),
                LeasePolicy.of(Duration.ofHours(1)).keeping(percent)));
    }
}
