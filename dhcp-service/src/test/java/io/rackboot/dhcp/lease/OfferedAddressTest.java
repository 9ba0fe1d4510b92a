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
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OfferedAddressTest {
    private final Rack rack = new Rack();

    @Test
    void isKeptForItsClientForAMinute() {
        rack.offer(ONE, A, NOON);

        assertThat(rack.next(ONE)).contains(A);
        assertThat(rack.next(TWO)).contains(B);
        assertThat(rack.next(TWO, Optional.of(A))).contains(B);
        assertThat(rack.judge(TWO, A))
                .isEqualTo(new Binding.Wrong("192.168.77.100 is held by another client or in quarantine"));
        assertThat(rack.table.leases()).isEmpty();

        rack.expire(NOON.plusSeconds(60).minusNanos(1));
        assertThat(rack.next(TWO)).contains(B);
        rack.expire(NOON.plusSeconds(60));
        assertThat(rack.next(TWO)).contains(A);
    }

    @Test
    void isFreeAgainWhenItsClientIsOfferedAnother() {
        rack.offer(ONE, A, NOON);
        rack.offer(ONE, C, NOON.plusSeconds(1));

        assertThat(rack.next(ONE)).contains(C);
        assertThat(rack.free()).containsExactly(A, B, D);
    }

    @Test
    void isFreeAgainWhenItsClientTurnsToAnotherServerInEverySubnet() {
        var far = Ip4Address.parse("10.9.0.100");
        rack.offer(ONE, A, NOON);
        rack.offer(ONE, far, NOON);

        rack.table.apply(new LeaseChange.OfferWithdrawn(ONE));

        assertThat(rack.free()).containsExactly(A, B, C, D);
        assertThat(rack.table.isOffered(far)).isFalse();
    }

    @Test
    void isNoLongerOfferedWhenItsClientTakesIt() {
        rack.offer(ONE, A, NOON);
        rack.bind(ONE, A, NOON.plusSeconds(1));

        assertThat(rack.table.isOffered(A)).isFalse();
        rack.release(A, NOON.plusSeconds(2));
        assertThat(rack.free()).containsExactly(B, C, D, A);
    }

    @Test
    void isFreeAgainWhenItsClientTakesAnother() {
        rack.offer(ONE, A, NOON);
        rack.bind(ONE, C, NOON.plusSeconds(1));

        assertThat(rack.free()).containsExactly(A, B, D);
    }

    @Test
    void staysKeptWhenItsClientsLeaseOfItEndsMeanwhile() {
        rack.bind(ONE, A, NOON);
        rack.offer(ONE, A, NOON.plusSeconds(590));

        assertThat(rack.expire(NOON.plusSeconds(600))).hasSize(1);
        assertThat(rack.next(ONE)).contains(A);
        assertThat(rack.free()).containsExactly(B, C, D);

        rack.expire(NOON.plusSeconds(650));
        assertThat(rack.free()).containsExactly(B, C, D, A);
    }

    @Test
    void thatWasUsedBeforeWaitsBehindTheOthersWhenNobodyTookIt() {
        rack.bind(ONE, A, NOON);
        rack.release(A, NOON);
        rack.bind(TWO, B, NOON);
        rack.release(B, NOON);

        rack.offer(THREE, A, NOON);
        rack.expire(NOON.plusSeconds(60));

        assertThat(rack.free()).containsExactly(C, D, B, A);
    }
}
