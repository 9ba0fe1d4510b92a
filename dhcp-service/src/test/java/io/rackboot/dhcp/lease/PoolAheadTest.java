package io.rackboot.dhcp.lease;

import static io.rackboot.dhcp.lease.Rack.A;
import static io.rackboot.dhcp.lease.Rack.B;
import static io.rackboot.dhcp.lease.Rack.C;
import static io.rackboot.dhcp.lease.Rack.D;
import static io.rackboot.dhcp.lease.Rack.NOON;
import static io.rackboot.dhcp.lease.Rack.ONE;
import static io.rackboot.dhcp.lease.Rack.THREE;
import static io.rackboot.dhcp.lease.Rack.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which addresses come next.
class PoolAheadTest {
    private static final List<Ip4Address> FAR = List.of(Ip4Address.parse("10.9.0.100"), Ip4Address.parse("10.9.0.101"));

    private final Rack rack = new Rack();

    @Test
    void areThoseThatAreGivenNextInThatOrder() {
        rack.bind(ONE, A, NOON);
        rack.release(A, NOON);
        rack.bind(TWO, B, NOON);
        rack.reserve(C, THREE);

        assertThat(rack.table.ahead(9)).containsExactly(D, A, FAR.getFirst(), FAR.getLast());
        assertThat(rack.table.ahead(9)).startsWith(rack.free().toArray(Ip4Address[]::new));
        assertThat(rack.table.ahead(1)).containsExactly(D, FAR.getFirst());
    }

    @Test
    void aPostponedOneComesLast() {
        for (var address : List.of(A, B, C, D)) {
            rack.bind(ONE, address, NOON);
            rack.release(address, NOON);
        }

        rack.table.postpone(A);
        rack.table.postpone(Ip4Address.parse("172.16.0.1"));

        assertThat(rack.free()).containsExactly(B, C, D, A);
        rack.bind(ONE, A, NOON);
        rack.table.postpone(A);
        assertThat(rack.free()).containsExactly(B, C, D);
    }

    @Test
    void oneThatIsNotFreeIsNotPutBackByPostponingIt() {
        rack.table.postpone(A);

        assertThat(rack.free()).containsExactly(A, B, C, D);
    }

    @Test
    void onlySomeAreLookedAtInALargePool() {
        var pool = new Pool(new Subnet(
                "large",
                Ip4Address.parse("10.0.0.0"),
                8,
                List.of(Range.parse("10.0.0.1-10.255.255.254")),
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofHours(1)));
        var looked = new int[1];

        assertThat(pool.ahead(_ -> looked[0]++ < 0, 16)).isEmpty();

        assertThat(looked[0]).isLessThan(1000);
    }
}
