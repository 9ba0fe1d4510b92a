package io.rackboot.dhcp.lease;

import static io.rackboot.dhcp.lease.Rack.A;
import static io.rackboot.dhcp.lease.Rack.B;
import static io.rackboot.dhcp.lease.Rack.C;
import static io.rackboot.dhcp.lease.Rack.D;
import static io.rackboot.dhcp.lease.Rack.FAR;
import static io.rackboot.dhcp.lease.Rack.NOON;
import static io.rackboot.dhcp.lease.Rack.ONE;
import static io.rackboot.dhcp.lease.Rack.OUTSIDE;
import static io.rackboot.dhcp.lease.Rack.RACK;
import static io.rackboot.dhcp.lease.Rack.TWO;
import static io.rackboot.dhcp.lease.Rack.client;
import static io.rackboot.dhcp.lease.Rack.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
    private final Rack rack = new Rack();

    @Test
    void aBoundAddressIsItsClientsUntilItRunsOut() {
        rack.bind(ONE, A, NOON);

        assertThat(rack.table.leaseAt(A)).contains(lease(ONE, A, NOON));
        assertThat(rack.table.leaseOf(ONE, RACK)).contains(lease(ONE, A, NOON));
        assertThat(rack.table.leases()).containsExactly(lease(ONE, A, NOON));
        assertThat(rack.expire(NOON.plus(RACK.leaseTime()).minusNanos(1))).isEmpty();
        assertThat(rack.free()).containsExactly(B, C, D);
    }

    @Test
    void aRenewedLeaseRunsOutByItsNewTime() {
        rack.bind(ONE, A, NOON);
        var renewed = lease(ONE, A, NOON, NOON.plusSeconds(900));
        rack.bind(renewed);

        assertThat(rack.expire(NOON.plusSeconds(899))).isEmpty();
        assertThat(rack.table.leaseOf(ONE, RACK)).contains(renewed);
        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 1, 0));
        assertThat(rack.table.tick(NOON.plusSeconds(900), 10))
                .containsExactly(new LeaseChange.Expired(renewed.expired()));
    }

    @Test
    void aReleasedAddressIsFreeForAllAndRememberedForItsClient() {
        rack.bind(ONE, A, NOON);
        rack.release(A, NOON.plusSeconds(5));

        var released = lease(ONE, A, NOON).released(NOON.plusSeconds(5));
        assertThat(released.expires()).isEqualTo(NOON.plusSeconds(5));
        assertThat(rack.table.leaseAt(A)).contains(released);
        assertThat(rack.table.leaseOf(ONE, RACK)).contains(released);
        assertThat(rack.next(ONE)).contains(A);
        assertThat(rack.free()).containsExactly(B, C, D, A);
        assertThat(rack.expire(NOON.plusSeconds(7200))).isEmpty();
    }

    @Test
    void anExpiredLeaseIsRememberedForItsClient() {
        rack.bind(ONE, A, NOON);
        var end = NOON.plus(RACK.leaseTime());

        assertThat(rack.expire(end)).hasSize(1);

        var expired = lease(ONE, A, NOON).expired();
        assertThat(expired.expires()).isEqualTo(end);
        assertThat(expired.state()).isEqualTo(Lease.State.EXPIRED);
        assertThat(rack.table.leaseOf(ONE, RACK)).contains(expired);
        assertThat(rack.next(ONE)).contains(A);
        assertThat(rack.free()).containsExactly(B, C, D, A);
        assertThat(rack.expire(end)).isEmpty();
    }

    @Test
    void aLeaseThatRanOutIsHeldUntilThatStepIsApplied() {
        rack.bind(ONE, A, NOON);

        rack.table.tick(NOON.plusSeconds(900), 10);

        assertThat(rack.at(A).isBound()).isTrue();
        assertThat(rack.free()).containsExactly(B, C, D);
        assertThat(rack.table.tick(NOON.plusSeconds(901), 10)).hasSize(1);
    }

    @Test
    void leasesRunOutOldestFirstAndAtMostSoManyAtOnce() {
        rack.bind(ONE, B, NOON.plusSeconds(1));
        rack.bind(TWO, A, NOON.plusSeconds(2));
        rack.bind(client(3), C, NOON);

        assertThat(rack.table.tick(NOON.plusSeconds(900), 2))
                .extracting(step -> step.lease().address())
                .containsExactly(C, B);
    }

    @Test
    void aDeclinedAddressIsNobodysForAnHour() {
        rack.bind(ONE, A, NOON);
        rack.decline(A, NOON.plusSeconds(1));

        assertThat(rack.at(A).state()).isEqualTo(Lease.State.DECLINED);
        assertThat(rack.at(A).expires()).isEqualTo(NOON.plusSeconds(3601));
        assertThat(rack.next(ONE)).contains(B);
        assertThat(rack.free()).containsExactly(B, C, D);
        assertThat(rack.judge(TWO, A))
                .isEqualTo(new Binding.Wrong("192.168.77.100 is held by another client or in quarantine"));
        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 0, 1));

        assertThat(rack.expire(NOON.plusSeconds(3600))).isEmpty();
        assertThat(rack.free()).containsExactly(B, C, D);

        assertThat(rack.expire(NOON.plusSeconds(3601))).isEmpty();
        assertThat(rack.free()).containsExactly(B, C, D, A);
        assertThat(rack.judge(TWO, A)).isEqualTo(new Binding.Granted(A));
        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 0, 0));
    }

    @Test
    void quarantinesEndThoughOlderLeasesCannotBeEnded() {
        rack.bind(ONE, A, NOON);
        rack.bind(TWO, B, NOON);
        rack.bind(client(3), C, NOON);
        rack.decline(C, NOON);
        var later = NOON.plus(Duration.ofDays(1));

        assertThat(rack.table.tick(later, 2)).hasSize(2);
        assertThat(rack.free()).containsExactly(D, C);
    }

    @Test
    void anAddressHasOneHolder() {
        rack.bind(ONE, A, NOON);
        rack.release(A, NOON.plusSeconds(1));
        rack.bind(TWO, A, NOON.plusSeconds(2));

        assertThat(rack.table.leases()).containsExactly(lease(TWO, A, NOON.plusSeconds(2)));
        assertThat(rack.table.leaseOf(TWO, RACK)).contains(lease(TWO, A, NOON.plusSeconds(2)));
        assertThat(rack.table.leaseOf(ONE, RACK)).isEmpty();
        assertThat(rack.next(ONE)).contains(B);
    }

    @Test
    void aLeaseTakesThePlaceOfTheClientsOtherInTheSameSubnetWhileThatIsHeld() {
        rack.bind(ONE, A, NOON);
        assertThat(rack.table.supersededBy(lease(ONE, A, NOON.plusSeconds(1)))).isEmpty();
        assertThat(rack.table.supersededBy(lease(ONE, B, NOON.plusSeconds(1)))).contains(lease(ONE, A, NOON));
        assertThat(rack.table.supersededBy(lease(TWO, B, NOON.plusSeconds(1)))).isEmpty();
        assertThat(rack.table.supersededBy(lease(ONE, Ip4Address.parse("10.9.0.100"), NOON)))
                .isEmpty();

        rack.release(A, NOON.plusSeconds(1));
        assertThat(rack.table.supersededBy(lease(ONE, B, NOON.plusSeconds(1)))).isEmpty();
    }

    @Test
    void aClientHasAnAddressInEachSubnet() {
        var far = Ip4Address.parse("10.9.0.100");
        rack.bind(ONE, A, NOON);
        rack.bind(ONE, far, NOON);

        assertThat(rack.table.leaseOf(ONE, RACK)).contains(lease(ONE, A, NOON));
        assertThat(rack.table.leaseOf(ONE, FAR)).contains(lease(ONE, far, NOON));
        assertThat(rack.table.use()).containsExactly(new PoolUse("rack", 4, 1, 0), new PoolUse("far", 2, 1, 0));
        assertThat(rack.table.subnetOf(A)).contains(RACK);
        assertThat(rack.table.subnetOf(far)).contains(FAR);
        assertThat(rack.table.subnetOf(Ip4Address.parse("10.9.1.0"))).isEmpty();

        rack.decline(far, NOON.plusSeconds(1));
        assertThat(rack.table.use()).containsExactly(new PoolUse("rack", 4, 1, 0), new PoolUse("far", 2, 0, 1));
        assertThat(rack.expire(NOON.plusSeconds(3601))).hasSize(1);
        assertThat(rack.table.use()).containsExactly(new PoolUse("rack", 4, 0, 0), new PoolUse("far", 2, 0, 0));
    }

    @Test
    void aReservedAddressOutsideTheRangesCountsAsHeldButIsNeverFree() {
        rack.reserve(OUTSIDE, ONE);
        rack.bind(ONE, OUTSIDE, NOON);
        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 1, 0));

        rack.release(OUTSIDE, NOON.plusSeconds(1));
        rack.unreserve(OUTSIDE);

        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 0, 0));
        assertThat(rack.free()).containsExactly(A, B, C, D);
    }
}
