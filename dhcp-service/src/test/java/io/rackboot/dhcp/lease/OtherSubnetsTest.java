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
import static io.rackboot.dhcp.lease.Rack.THREE;
import static io.rackboot.dhcp.lease.Rack.TWO;
import static io.rackboot.dhcp.lease.Rack.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table goes over to other subnets while leases and offers stand.
class OtherSubnetsTest {
    private static final Subnet UPPER = rack("192.168.77.101-192.168.77.110");
    private static final Subnet RENUMBERED = subnet("rack", "192.168.99.0", "192.168.99.1-192.168.99.9");

    private final Rack rack = new Rack();

    @Test
    void theSameSubnetsChangeNothing() {
        rack.bind(ONE, A, NOON);
        rack.bind(TWO, B, NOON);
        rack.release(B, NOON.plusSeconds(5));
        rack.decline(A, NOON.plusSeconds(6));
        rack.offer(THREE, C, NOON);
        rack.reserve(OUTSIDE, TWO);

        rack.table.serve(List.of(RACK, FAR));

        assertThat(rack.free()).containsExactly(D, B);
        assertThat(rack.next(THREE)).contains(C);
        assertThat(rack.next(TWO)).contains(OUTSIDE);
        assertThat(rack.table.use()).containsExactly(new PoolUse("rack", 4, 0, 1), new PoolUse("far", 2, 0, 0));
        assertThat(rack.table.leaseOf(TWO, RACK)).contains(rack.at(B));
    }

    @Test
    void aLeaseOutsideTheNewRangesStandsAndIsNotRenewed() {
        rack.bind(ONE, A, NOON);
        rack.bind(TWO, B, NOON);

        rack.table.serve(List.of(UPPER, FAR));

        assertThat(rack.table.leaseAt(A)).contains(lease(ONE, A, NOON));
        assertThat(rack.table.leaseOf(ONE, UPPER)).contains(lease(ONE, A, NOON));
        assertThat(rack.table.use()).contains(new PoolUse("rack", 10, 2, 0));
        assertThat(bind(ONE, UPPER, A)).isEqualTo(new Binding.Wrong(A + " is in no range of subnet rack"));
        assertThat(propose(ONE, UPPER)).isEqualTo(new Proposal.Offer(C));
        assertThat(bind(TWO, UPPER, B)).isEqualTo(new Binding.Renewed(lease(TWO, B, NOON)));
        assertThat(rack.expire(NOON.plus(RACK.leaseTime()))).hasSize(2);
    }

    @Test
    void aLeaseOfARemovedSubnetEndsByItselfAndItsSubnetMayComeBack() {
        rack.bind(ONE, A, NOON);

        rack.table.serve(List.of(FAR));
        assertThat(rack.table.leaseAt(A)).contains(lease(ONE, A, NOON));
        assertThat(rack.table.use()).containsExactly(new PoolUse("far", 2, 0, 0));
        rack.table.serve(List.of(RACK, FAR));

        assertThat(rack.table.use()).contains(new PoolUse("rack", 4, 1, 0));
        assertThat(rack.next(ONE)).contains(A);
        assertThat(rack.free()).containsExactly(B, C, D);

        rack.table.serve(List.of(FAR));
        assertThat(rack.expire(NOON.plus(RACK.leaseTime()))).hasSize(1);
        assertThat(rack.at(A).state()).isEqualTo(Lease.State.EXPIRED);
    }

    @Test
    void anOfferIsKeptWhereItsAddressIsStillServed() {
        rack.offer(ONE, B, NOON);
        rack.offer(TWO, A, NOON);

        rack.table.serve(List.of(RENUMBERED, FAR));
        rack.table.serve(List.of(RACK, FAR));
        assertThat(rack.table.offerTo(ONE, RACK)).isEmpty();

        rack.offer(ONE, B, NOON);
        var renamed = subnet("other", "192.168.77.0", "192.168.77.100-192.168.77.199");
        rack.table.serve(List.of(renamed, FAR));
        assertThat(rack.table.offerTo(ONE, renamed)).contains(B);
        assertThat(propose(TWO, renamed)).isEqualTo(new Proposal.Offer(A));
        rack.table.tick(NOON.plus(LeaseView.OFFER_TIME), 10);
        assertThat(rack.table.offerTo(ONE, renamed)).isEmpty();
    }

    @Test
    void whatIsReservedAndWhatWasPostponedStaysSo() {
        rack.bind(ONE, A, NOON);
        rack.bind(TWO, B, NOON);
        rack.release(A, NOON.plusSeconds(1));
        rack.release(B, NOON.plusSeconds(2));
        rack.reserve(C, THREE);
        rack.table.postpone(A);

        rack.table.serve(List.of(RACK, FAR));

        assertThat(rack.table.ahead(4)).startsWith(D, B, A);
        assertThat(rack.free()).containsExactly(D, B, A);
        assertThat(rack.next(THREE)).contains(C);
    }

    @Test
    void whatFailsAfterwardsIsTakenBackInTheNewSubnets() {
        var undo = rack.bind(ONE, B, NOON);

        rack.table.serve(List.of(UPPER, FAR));
        rack.table.undo(undo);

        assertThat(rack.table.leases()).isEmpty();
        assertThat(rack.table.use()).contains(new PoolUse("rack", 10, 0, 0));
        assertThat(propose(TWO, UPPER)).isEqualTo(new Proposal.Offer(B));
    }

    /// Requests wait while it lasts.
    @Test
    void aHundredThousandLeasesAreRegrouped() {
        var wide = subnet("wide", "10.0.0.0", 8, "10.0.0.1-10.255.255.254");
        var first = Ip4Address.parse("10.0.0.1");
        var stored = IntStream.range(0, 100_000)
                .mapToObj(i -> lease(Rack.client(i), first.plus(i), NOON.plusSeconds(i % 600)))
                .toList();
        var table = new LeaseTable(List.of(wide), _ -> false, stored);

        long begun = System.nanoTime();
        table.serve(List.of(wide, RACK));
        var took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(table.use()).contains(new PoolUse("wide", 16_777_214, 100_000, 0));
        assertThat(table.propose(TWO_HUNDRED_THOUSAND, wide, Optional.empty(), Optional.empty(), NOON))
                .isEqualTo(new Proposal.Offer(first.plus(100_000)));
        System.out.println("100,000 leases were regrouped in " + took.toMillis() + " ms");
    }

    private static final ClientKey TWO_HUNDRED_THOUSAND = Rack.client(200_000);

    private Binding bind(ClientKey client, Subnet subnet, Ip4Address address) {
        return rack.table.bind(client, subnet, Optional.empty(), address, NOON);
    }

    private Proposal propose(ClientKey client, Subnet subnet) {
        return rack.table.propose(client, subnet, Optional.empty(), Optional.empty(), NOON);
    }

    private static Subnet rack(String ranges) {
        return subnet("rack", "192.168.77.0", ranges);
    }

    private static Subnet subnet(String name, String network, String ranges) {
        return subnet(name, network, 24, ranges);
    }

    private static Subnet subnet(String name, String network, int prefixLength, String ranges) {
        return new Subnet(
                name,
                Ip4Address.parse(network),
                prefixLength,
                Stream.of(ranges.split(",")).map(Range::parse).toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofMinutes(10));
    }
}
