package io.rackboot.dhcp.lease;

import static io.rackboot.dhcp.lease.Rack.A;
import static io.rackboot.dhcp.lease.Rack.B;
import static io.rackboot.dhcp.lease.Rack.C;
import static io.rackboot.dhcp.lease.Rack.D;
import static io.rackboot.dhcp.lease.Rack.NOON;
import static io.rackboot.dhcp.lease.Rack.ONE;
import static io.rackboot.dhcp.lease.Rack.RACK;
import static io.rackboot.dhcp.lease.Rack.TWO;
import static io.rackboot.dhcp.lease.Rack.lease;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Steps that are taken back because they could not be written.
class UndoTest {
    private final Rack rack = new Rack();

    @Test
    void ofAFirstLease() {
        rack.offer(ONE, A, NOON);
        var undo = rack.bind(ONE, A, NOON);

        rack.table.undo(undo);

        assertThat(rack.table.leases()).isEmpty();
        assertThat(rack.table.leaseOf(ONE, RACK)).isEmpty();
        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 0, 0));
        assertThat(rack.table.isOffered(A)).as("the offer is used up").isFalse();
        assertThat(rack.expire(NOON.plusSeconds(600))).isEmpty();
        assertThat(rack.free()).containsExactly(A, B, C, D);
    }

    @Test
    void ofARenewal() {
        rack.bind(ONE, A, NOON);
        var undo = rack.bind(lease(ONE, A, NOON, NOON.plusSeconds(900)));

        rack.table.undo(undo);

        assertThat(rack.table.leaseOf(ONE, RACK)).contains(lease(ONE, A, NOON));
        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 1, 0));
        assertThat(rack.expire(NOON.plusSeconds(600))).hasSize(1);
    }

    @Test
    void ofARelease() {
        rack.bind(ONE, A, NOON);
        var undo = rack.release(A, NOON.plusSeconds(1));

        rack.table.undo(undo);

        isHeldAsBefore();
    }

    @Test
    void ofADecline() {
        rack.bind(ONE, A, NOON);
        var undo = rack.decline(A, NOON.plusSeconds(1));

        rack.table.undo(undo);

        isHeldAsBefore();
        assertThat(rack.expire(NOON.plusSeconds(3601))).hasSize(1);
        assertThat(rack.free()).containsExactly(B, C, D, A);
    }

    @Test
    void ofAnEndReturnsTheLeaseToTheNextTick() {
        rack.bind(ONE, A, NOON);
        var undo = rack.expire(NOON.plusSeconds(600)).getFirst();

        rack.table.undo(undo);

        isHeldAsBefore();
        assertThat(rack.table.tick(NOON.plusSeconds(601), 10))
                .containsExactly(new LeaseChange.Expired(lease(ONE, A, NOON).expired()));
    }

    @Test
    void ofALeaseOfAnAddressThatAnotherHadBefore() {
        rack.bind(ONE, A, NOON);
        rack.release(A, NOON.plusSeconds(1));
        var undo = rack.bind(TWO, A, NOON.plusSeconds(2));

        rack.table.undo(undo);

        assertThat(rack.table.leaseOf(ONE, RACK)).contains(lease(ONE, A, NOON).released(NOON.plusSeconds(1)));
        assertThat(rack.table.leaseOf(TWO, RACK)).isEmpty();
        assertThat(rack.next(ONE)).contains(A);
        assertThat(rack.free()).containsExactly(B, C, D, A);
    }

    @Test
    void ofAMoveToAnotherAddressNewestFirst() {
        rack.bind(ONE, A, NOON);
        var released = rack.release(A, NOON.plusSeconds(1));
        var bound = rack.bind(ONE, B, NOON.plusSeconds(1));

        rack.table.undo(bound);
        rack.table.undo(released);

        isHeldAsBefore();
        assertThat(rack.table.leaseAt(B)).isEmpty();
    }

    @Test
    void ofAReleaseAloneWhoseClientKeptTheOtherAddressLeavesBothUntilItRenews() {
        rack.bind(ONE, A, NOON);
        var released = rack.release(A, NOON.plusSeconds(1));
        rack.bind(ONE, B, NOON.plusSeconds(1));

        rack.table.undo(released);

        var renewed = lease(ONE, B, NOON.plusSeconds(1), NOON.plusSeconds(900));
        assertThat(rack.table.leaseOf(ONE, RACK)).contains(lease(ONE, B, NOON.plusSeconds(1)));
        assertThat(rack.table.supersededBy(renewed)).contains(lease(ONE, A, NOON));
    }

    @Test
    void ofALeaseAfterAQuarantineThatIsOverLastsUntilTheNextTick() {
        rack.bind(ONE, A, NOON);
        rack.decline(A, NOON);
        var hour = NOON.plus(LeaseView.QUARANTINE);
        rack.expire(hour);
        var undo = rack.bind(TWO, A, hour);

        rack.table.undo(undo);
        rack.expire(hour.plusSeconds(1));

        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 0, 0));
        assertThat(rack.judge(TWO, A)).isEqualTo(new Binding.Granted(A));
    }

    private void isHeldAsBefore() {
        assertThat(rack.table.leases()).containsExactly(lease(ONE, A, NOON));
        assertThat(rack.table.leaseOf(ONE, RACK)).contains(lease(ONE, A, NOON));
        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 1, 0));
        assertThat(rack.judge(ONE, A)).isEqualTo(new Binding.Renewed(lease(ONE, A, NOON)));
        assertThat(rack.free()).containsExactly(B, C, D);
    }
}
