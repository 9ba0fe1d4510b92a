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
import org.junit.jupiter.api.Test;

/// Reservations that come and go while the table stands.
class ReservationTest {
    private final Rack rack = new Rack();

    @Test
    void aReservedAddressLeavesThePoolAndComesBackBeforeTheOthersIfNeverUsed() {
        rack.reserve(A, ONE);
        rack.reserve(C, TWO);
        rack.bind(TWO, B, NOON);
        assertThat(rack.next(THREE)).contains(D);

        rack.unreserve(C);
        rack.unreserve(A);

        assertThat(rack.free()).containsExactly(C, A, D);
    }

    @Test
    void anAddressReservedBeforeItsTurnKeepsItsPlace() {
        rack.reserve(C, ONE);
        rack.unreserve(C);

        assertThat(rack.free()).containsExactly(A, B, C, D);
    }

    @Test
    void aUsedAddressIsFreeFromTheEndOfItsReservation() {
        rack.bind(ONE, A, NOON);
        rack.release(A, NOON);
        rack.bind(TWO, B, NOON);
        rack.release(B, NOON);
        rack.reserve(A, ONE);
        assertThat(rack.free()).containsExactly(C, D, B);

        rack.unreserve(A);
        assertThat(rack.free()).containsExactly(C, D, B, A);
    }

    @Test
    void aHeldAddressThatIsReservedForAnotherIsNotFreeWhenItEnds() {
        rack.bind(ONE, A, NOON);
        rack.reserve(A, TWO);
        rack.release(A, NOON.plusSeconds(1));

        assertThat(rack.free()).containsExactly(B, C, D);
        assertThat(rack.next(ONE)).contains(B);
        assertThat(rack.next(TWO)).contains(A);
    }

    @Test
    void anOfferedAddressThatIsReservedMeanwhileIsNotFreeWhenTheOfferEnds() {
        rack.offer(ONE, A, NOON);
        rack.reserve(A, TWO);
        assertThat(rack.next(TWO)).as("until then it is kept for the other").contains(B);

        rack.expire(NOON.plusSeconds(60));

        assertThat(rack.next(TWO)).contains(A);
        assertThat(rack.free()).containsExactly(B, C, D);
    }

    @Test
    void aDeclinedAddressThatIsReservedComesBackWhenBothAreOver() {
        rack.bind(ONE, A, NOON);
        rack.decline(A, NOON);
        rack.reserve(A, ONE);
        rack.unreserve(A);
        assertThat(rack.free()).containsExactly(B, C, D);

        rack.reserve(A, ONE);
        rack.expire(NOON.plus(LeaseView.QUARANTINE));
        assertThat(rack.free()).containsExactly(B, C, D);

        rack.unreserve(A);
        assertThat(rack.free()).containsExactly(B, C, D, A);
    }

    @Test
    void aReservationOfAnAddressThatIsServedNowhereIsIgnored() {
        rack.reserve(Ip4Address.parse("172.16.0.9"), ONE);

        assertThat(rack.next(ONE)).contains(A);
    }

    @Test
    void aFullPoolWithOnlyReservedAddressesLeftHasNothingForStrangers() {
        rack.reserve(A, ONE);
        rack.reserve(B, ONE);
        rack.reserve(C, ONE);
        rack.reserve(D, TWO);

        assertThat(rack.free()).isEmpty();
        assertThat(rack.next(TWO)).contains(D);
    }
}
