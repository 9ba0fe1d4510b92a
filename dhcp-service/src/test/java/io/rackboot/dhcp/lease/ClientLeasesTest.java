package io.rackboot.dhcp.lease;

import static io.rackboot.dhcp.lease.Rack.A;
import static io.rackboot.dhcp.lease.Rack.B;
import static io.rackboot.dhcp.lease.Rack.C;
import static io.rackboot.dhcp.lease.Rack.D;
import static io.rackboot.dhcp.lease.Rack.NOON;
import static io.rackboot.dhcp.lease.Rack.ONE;
import static io.rackboot.dhcp.lease.Rack.RACK;
import static io.rackboot.dhcp.lease.Rack.THREE;
import static io.rackboot.dhcp.lease.Rack.TWO;
import static io.rackboot.dhcp.lease.Rack.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which of its leases a client is known by, at once and after a restart.
class ClientLeasesTest {
    private Rack rack = new Rack();

    @Test
    void aClientWhoseLastAddressWentToAnotherIsRememberedByTheOneBefore() {
        rack.bind(ONE, A, NOON);
        rack.release(A, NOON.plusSeconds(1));
        rack.bind(ONE, B, NOON.plusSeconds(2));
        rack.release(B, NOON.plusSeconds(3));
        assertThat(rack.next(ONE)).contains(B);

        rack.bind(TWO, B, NOON.plusSeconds(4));

        assertThat(rack.table.leaseOf(ONE, RACK)).contains(rack.at(A));
        assertThat(rack.next(ONE)).contains(A);
    }

    @Test
    void aHeldLeaseComesBeforeOneThatWasGrantedLater() {
        var byClient = new ClientLeases();
        var holder = new Holder(ONE, "rack");
        var held = lease(ONE, A, NOON);
        var later = lease(ONE, B, NOON.plusSeconds(1)).released(NOON.plusSeconds(2));
        byClient.add(holder, held);
        byClient.add(holder, later);

        assertThat(byClient.latest(holder)).contains(held);
        byClient.remove(holder, held);
        assertThat(byClient.latest(holder)).contains(later);
        byClient.remove(holder, later);
        assertThat(byClient.latest(holder)).isEmpty();
    }

    @Test
    void twoHeldLeasesAreFoundBesideEachOtherAndNoneThatEnded() {
        var byClient = new ClientLeases();
        var holder = new Holder(ONE, "rack");
        var first = lease(ONE, A, NOON);
        var second = lease(ONE, B, NOON.plusSeconds(1));
        byClient.add(holder, first);
        byClient.add(holder, second);
        byClient.add(holder, lease(ONE, C, NOON.plusSeconds(2)).expired());

        assertThat(byClient.heldBeside(holder, first)).contains(second);
        assertThat(byClient.heldBeside(holder, second)).contains(first);
        byClient.remove(holder, first);
        assertThat(byClient.heldBeside(holder, second)).isEmpty();
        assertThat(byClient.heldBeside(new Holder(TWO, "rack"), second)).isEmpty();
    }

    @Test
    void aClientThatDeclinedIsKnownByTheAddressThatItHadAfterwards() {
        rack.bind(ONE, A, NOON);
        rack.decline(A, NOON.plusSeconds(1));
        rack.bind(ONE, B, NOON.plusSeconds(2));
        rack.release(B, NOON.plusSeconds(3));
        assertThat(rack.table.leaseOf(ONE, RACK)).contains(rack.at(B));
        assertThat(rack.next(ONE)).contains(B);

        restart();

        assertThat(rack.table.leaseOf(ONE, RACK)).contains(rack.at(B));
        assertThat(rack.next(ONE)).contains(B);
    }

    @Test
    void leasesStandAsBeforeAfterARestart() {
        rack.bind(ONE, A, NOON);
        rack.bind(TWO, B, NOON.plusSeconds(1));
        rack.decline(B, NOON.plusSeconds(2));
        rack.bind(TWO, C, NOON.plusSeconds(3));
        rack.release(C, NOON.plusSeconds(4));

        restart();

        assertThat(rack.table.leases())
                .containsExactlyInAnyOrder(
                        lease(ONE, A, NOON),
                        lease(TWO, B, NOON.plusSeconds(1)).declined(NOON.plusSeconds(3602)),
                        lease(TWO, C, NOON.plusSeconds(3)).released(NOON.plusSeconds(4)));
        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 1, 1));
        assertThat(rack.free()).containsExactly(D, C);
        assertThat(rack.expire(NOON.plusSeconds(3602))).hasSize(1);
        assertThat(rack.free()).containsExactly(D, C, B, A);
    }

    @Test
    void theAddressFreeForLongestComesFirstAfterARestart() {
        rack.bind(ONE, A, NOON);
        rack.bind(TWO, B, NOON);
        rack.bind(THREE, C, NOON);
        rack.release(C, NOON.plusSeconds(1));
        rack.release(A, NOON.plusSeconds(2));
        rack.release(B, NOON.plusSeconds(3));

        restart();

        assertThat(rack.free()).containsExactly(D, C, A, B);
    }

    @Test
    void leasesOfASubnetThatIsServedNoMoreRunOutAndCountNowhere() {
        var elsewhere = lease(ONE, Ip4Address.parse("172.16.0.9"), NOON);

        rack = new Rack(List.of(elsewhere));

        assertThat(rack.table.leases()).containsExactly(elsewhere);
        assertThat(rack.table.leaseOf(ONE, RACK)).isEmpty();
        assertThat(rack.table.use()).containsExactly(new PoolUse("rack", 4, 0, 0), new PoolUse("far", 2, 0, 0));
        assertThat(rack.expire(NOON.plusSeconds(600))).hasSize(1);
        assertThat(rack.table.leases()).containsExactly(elsewhere.expired());
    }

    private void restart() {
        rack = new Rack(List.copyOf(rack.table.leases()));
    }
}
