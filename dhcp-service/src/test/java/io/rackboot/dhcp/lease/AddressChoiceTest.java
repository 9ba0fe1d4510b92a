package io.rackboot.dhcp.lease;

import static io.rackboot.dhcp.lease.Rack.A;
import static io.rackboot.dhcp.lease.Rack.B;
import static io.rackboot.dhcp.lease.Rack.C;
import static io.rackboot.dhcp.lease.Rack.D;
import static io.rackboot.dhcp.lease.Rack.NOON;
import static io.rackboot.dhcp.lease.Rack.ONE;
import static io.rackboot.dhcp.lease.Rack.OUTSIDE;
import static io.rackboot.dhcp.lease.Rack.RACK;
import static io.rackboot.dhcp.lease.Rack.THREE;
import static io.rackboot.dhcp.lease.Rack.TWO;
import static io.rackboot.dhcp.lease.Rack.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which address a DHCPDISCOVER is offered.
class AddressChoiceTest {
    private final Rack rack = new Rack();

    /// Each source in its turn, all of the later ones being there as well.
    @Test
    void reservedThenOwnThenOfferedThenRequestedThenNeverUsedThenFreeForLongest() {
        rack.bind(TWO, D, NOON);
        rack.release(D, NOON);
        assertThat(rack.free()).containsExactly(A, B, C, D);

        assertThat(rack.next(ONE)).as("never used").contains(A);
        assertThat(rack.next(ONE, Optional.of(D))).as("requested").contains(D);
        rack.offer(ONE, C, NOON);
        assertThat(rack.next(ONE, Optional.of(D))).as("offered").contains(C);
        rack.bind(ONE, B, NOON);
        rack.offer(ONE, C, NOON);
        assertThat(rack.next(ONE, Optional.of(D))).as("own").contains(B);
        rack.release(B, NOON);
        assertThat(rack.next(ONE, Optional.of(D))).as("formerly own").contains(B);
        rack.reserve(OUTSIDE, ONE);
        assertThat(rack.next(ONE, Optional.of(D))).as("reserved").contains(OUTSIDE);
    }

    @Test
    void theAddressFreeForLongestComesLastOfAll() {
        rack.bind(ONE, A, NOON);
        rack.bind(TWO, B, NOON);
        rack.bind(THREE, C, NOON);
        rack.bind(client(4), D, NOON);
        rack.release(C, NOON.plusSeconds(1));
        rack.release(A, NOON.plusSeconds(2));

        assertThat(rack.next(client(5))).contains(C);
        assertThat(rack.next(ONE))
                .as("its own, though another is free for longer")
                .contains(A);
        rack.bind(client(5), C, NOON.plusSeconds(3));
        assertThat(rack.next(client(6))).contains(A);
    }

    @Test
    void anOwnAddressThatIsNoLongerToBeHadIsPassedOver() {
        rack.bind(ONE, A, NOON);
        rack.release(A, NOON);
        assertThat(rack.next(ONE)).contains(A);

        rack.offer(TWO, A, NOON);
        assertThat(rack.next(ONE)).as("offered to another").contains(B);
        rack.table.apply(new LeaseChange.OfferWithdrawn(TWO));
        rack.reserve(A, TWO);
        assertThat(rack.next(ONE)).as("reserved for another").contains(B);
        rack.unreserve(A);
        assertThat(rack.next(ONE)).contains(A);
        rack.bind(TWO, A, NOON);
        assertThat(rack.next(ONE)).as("held by another").contains(B);
    }

    @Test
    void aFormerReservationOutsideTheRangesIsNotOfferedAgain() {
        rack.reserve(OUTSIDE, ONE);
        rack.bind(ONE, OUTSIDE, NOON);
        rack.unreserve(OUTSIDE);

        assertThat(rack.next(ONE)).contains(A);
    }

    @Test
    void anOfferOfAnAddressThatWasReservedForAnotherMeanwhileIsNotRepeated() {
        rack.offer(ONE, A, NOON);
        rack.reserve(A, TWO);

        assertThat(rack.next(ONE)).contains(B);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.77.50",
                "192.168.77.0",
                "192.168.77.255",
                "192.168.77.103",
                "192.168.77.101",
                "192.168.77.102",
                "192.168.77.110",
                "10.9.0.100",
                "0.0.0.0",
                "255.255.255.255"
            })
    void aWishForAnAddressThatIsNotFreeForTheClientIsPassedOver(String wish) {
        rack.bind(TWO, B, NOON);
        rack.offer(TWO, C, NOON);
        rack.reserve(D, TWO);

        assertThat(rack.next(ONE, Optional.of(Ip4Address.parse(wish)))).contains(A);
    }

    @Test
    void aReservedAddressThatAnotherStillHoldsIsPassedOverUntilItIsFree() {
        rack.bind(TWO, B, NOON);
        rack.reserve(B, ONE);

        assertThat(rack.next(ONE)).contains(A);
        rack.release(B, NOON);
        assertThat(rack.next(ONE)).contains(B);
        rack.bind(ONE, B, NOON);
        rack.decline(B, NOON);
        assertThat(rack.next(ONE)).as("in quarantine").contains(A);
        rack.expire(NOON.plus(LeaseView.QUARANTINE));
        assertThat(rack.next(ONE)).contains(B);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.77.0", "192.168.77.255", "10.9.0.100"})
    void aReservedAddressThatIsNoHostOfTheSubnetIsPassedOver(String address) {
        var proposal = rack.table.propose(ONE, RACK, Optional.of(Ip4Address.parse(address)), Optional.empty(), NOON);

        assertThat(proposal).isEqualTo(new Proposal.Offer(A));
    }

    @Test
    void saysThatAllAddressesAreInUse() {
        rack.bind(client(10), A, NOON);
        rack.offer(client(11), B, NOON);
        rack.reserve(C, client(12));
        rack.bind(client(13), D, NOON);
        rack.decline(D, NOON);

        assertThat(rack.table.propose(ONE, RACK, Optional.empty(), Optional.of(A), NOON))
                .isEqualTo(new Proposal.None("all 4 addresses of subnet rack are in use"));
        assertThat(rack.next(client(10))).contains(A);
        assertThat(rack.next(client(11))).contains(B);
        assertThat(rack.next(client(12))).contains(C);
    }

    @Test
    void saysThatThereIsNoRange() {
        var network = Ip4Address.parse("10.1.0.0");
        var bare =
                new Subnet("bare", network, 24, List.of(), List.of(), List.of(), Optional.empty(), Duration.ofHours(1));
        var table = new LeaseTable(List.of(bare), _ -> false, List.of());

        assertThat(table.propose(ONE, bare, Optional.empty(), Optional.of(network.plus(1)), NOON))
                .isEqualTo(new Proposal.None("subnet bare has no ranges, and no address is reserved for the client"));
        assertThat(table.propose(ONE, bare, Optional.of(network.plus(1)), Optional.empty(), NOON))
                .isEqualTo(new Proposal.Offer(network.plus(1)));
    }
}
