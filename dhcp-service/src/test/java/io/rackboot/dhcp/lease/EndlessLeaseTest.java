package io.rackboot.dhcp.lease;

import static io.rackboot.dhcp.lease.Rack.A;
import static io.rackboot.dhcp.lease.Rack.B;
import static io.rackboot.dhcp.lease.Rack.NOON;
import static io.rackboot.dhcp.lease.Rack.ONE;
import static io.rackboot.dhcp.lease.Rack.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A lease that nobody ever gives back, such as a BOOTP client's.
class EndlessLeaseTest {
    private final Rack rack = new Rack();

    @Test
    void doesNotRunOut() {
        rack.bind(Rack.lease(ONE, A, NOON, Lease.NEVER));

        assertThat(rack.expire(NOON.plus(Duration.ofDays(100_000)))).isEmpty();
        assertThat(rack.next(TWO)).contains(B);
        assertThat(rack.next(ONE)).contains(A);
    }

    @Test
    void givesWayToAReservation() {
        rack.bind(Rack.lease(ONE, A, NOON, Lease.NEVER));
        rack.reserve(A, TWO);

        assertThat(rack.next(TWO)).contains(A);
        assertThat(rack.judge(TWO, A)).isEqualTo(new Binding.Granted(A));
        assertThat(rack.judge(TWO, B)).isInstanceOf(Binding.Wrong.class);
        assertThat(rack.judge(ONE, A)).isInstanceOf(Binding.Wrong.class);

        rack.bind(TWO, A, NOON);
        assertThat(rack.judge(TWO, A)).isInstanceOf(Binding.Renewed.class);
        assertThat(rack.next(ONE)).contains(B);
    }

    @Test
    void oneWithAnEndDoesNot() {
        rack.bind(ONE, A, NOON);
        rack.reserve(A, TWO);

        assertThat(rack.next(TWO)).contains(B);
        assertThat(rack.judge(TWO, A)).isInstanceOf(Binding.Wrong.class);
    }
}
