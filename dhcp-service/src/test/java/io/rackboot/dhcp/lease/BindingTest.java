package io.rackboot.dhcp.lease;

import static io.rackboot.dhcp.lease.Rack.A;
import static io.rackboot.dhcp.lease.Rack.B;
import static io.rackboot.dhcp.lease.Rack.C;
import static io.rackboot.dhcp.lease.Rack.NOON;
import static io.rackboot.dhcp.lease.Rack.ONE;
import static io.rackboot.dhcp.lease.Rack.OUTSIDE;
import static io.rackboot.dhcp.lease.Rack.TWO;
import static io.rackboot.dhcp.lease.Rack.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a DHCPREQUEST.
class BindingTest {
    private final Rack rack = new Rack();

    @Test
    void anOfferedAddressIsGranted() {
        rack.offer(ONE, B, NOON);

        assertThat(rack.judge(ONE, B)).isEqualTo(new Binding.Granted(B));
    }

    @Test
    void aFreeAddressIsGrantedWithoutAnOffer() {
        rack.bind(TWO, B, NOON);
        rack.release(B, NOON);

        assertThat(rack.judge(ONE, A)).as("never used").isEqualTo(new Binding.Granted(A));
        assertThat(rack.judge(ONE, B)).as("used before").isEqualTo(new Binding.Granted(B));
    }

    @Test
    void anotherFreeAddressThanTheOfferedOneIsGranted() {
        rack.offer(ONE, A, NOON);

        assertThat(rack.judge(ONE, B)).isEqualTo(new Binding.Granted(B));
    }

    @Test
    void aHeldAddressIsRenewedEvenPastItsTime() {
        rack.bind(ONE, A, NOON.minusSeconds(9999));

        assertThat(rack.judge(ONE, A)).isEqualTo(new Binding.Renewed(lease(ONE, A, NOON.minusSeconds(9999))));
    }

    @Test
    void aFormerAddressIsGrantedAnew() {
        rack.bind(ONE, A, NOON);
        rack.release(A, NOON);
        rack.bind(ONE, B, NOON);
        rack.expire(NOON.plusSeconds(600));

        assertThat(rack.judge(ONE, A)).isEqualTo(new Binding.Granted(A));
        assertThat(rack.judge(ONE, B)).isEqualTo(new Binding.Granted(B));
    }

    @Test
    void anAddressHeldByAnotherIsWrong() {
        rack.bind(TWO, A, NOON);

        assertThat(rack.judge(ONE, A))
                .isEqualTo(new Binding.Wrong("192.168.77.100 is held by another client or in quarantine"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.77.0", "192.168.77.255", "192.168.78.1", "10.9.0.100", "0.0.0.0"})
    void whatIsNoHostOfTheSubnetIsWrong(String address) {
        assertThat(rack.judge(ONE, Ip4Address.parse(address)))
                .isEqualTo(new Binding.Wrong(address + " is no host of subnet rack, 192.168.77.0/24"));
    }

    @Test
    void anAddressInNoRangeIsLeftToOtherServersUnlessTheClientIsKnown() {
        assertThat(rack.judge(ONE, OUTSIDE)).isEqualTo(new Binding.NotMine());

        rack.bind(ONE, A, NOON);
        rack.release(A, NOON);

        assertThat(rack.judge(ONE, OUTSIDE))
                .isEqualTo(new Binding.Wrong("192.168.77.50 is in no range of subnet rack"));
    }

    @Test
    void aReservedAddressIsGrantedToItsClientOnly() {
        rack.reserve(OUTSIDE, ONE);

        assertThat(rack.judge(ONE, OUTSIDE)).isEqualTo(new Binding.Granted(OUTSIDE));
        assertThat(rack.judge(TWO, OUTSIDE))
                .isEqualTo(new Binding.Wrong("192.168.77.50 is reserved for another machine"));
    }

    @Test
    void aClientWithAReservationIsSentToItFromAnyOtherAddress() {
        rack.bind(ONE, A, NOON);
        rack.reserve(OUTSIDE, ONE);

        assertThat(rack.judge(ONE, A))
                .as("the address it holds")
                .isEqualTo(
                        new Binding.Wrong("192.168.77.50 is reserved for the client, which asks for 192.168.77.100"));
        assertThat(rack.judge(ONE, B))
                .isEqualTo(
                        new Binding.Wrong("192.168.77.50 is reserved for the client, which asks for 192.168.77.101"));
    }

    @Test
    void aClientWhoseReservedAddressAnotherHoldsKeepsItsOwn() {
        rack.bind(TWO, C, NOON);
        rack.bind(ONE, A, NOON);
        rack.reserve(C, ONE);

        assertThat(rack.judge(ONE, A)).isEqualTo(new Binding.Renewed(lease(ONE, A, NOON)));
        assertThat(rack.judge(ONE, C))
                .isEqualTo(new Binding.Wrong("192.168.77.102 is held by another client or in quarantine"));
        assertThat(rack.judge(TWO, C)).isEqualTo(new Binding.Wrong("192.168.77.102 is reserved for another machine"));
    }

    @Test
    void aReservedAddressHeldByItsClientIsRenewed() {
        rack.reserve(OUTSIDE, ONE);
        rack.bind(ONE, OUTSIDE, NOON);

        assertThat(rack.judge(ONE, OUTSIDE)).isEqualTo(new Binding.Renewed(lease(ONE, OUTSIDE, NOON)));
    }

    @Test
    void aHeldAddressOutsideTheRangesWhoseReservationIsGoneIsWrong() {
        rack.reserve(OUTSIDE, ONE);
        rack.bind(ONE, OUTSIDE, NOON);
        rack.unreserve(OUTSIDE);

        assertThat(rack.judge(ONE, OUTSIDE))
                .isEqualTo(new Binding.Wrong("192.168.77.50 is in no range of subnet rack"));
    }
}
