package io.rackboot.dhcp.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpSenderTest {
    private final FakeLibc libc = new FakeLibc(FakeLibc.ETHERNET);

    @Test
    void sendsToAnAddressAndPort() {
        var sent = new UdpSender(libc, 5).send(new byte[300], 0x0a090064, 0xf043);

        assertThat(sent).isEqualTo(300);
        assertThat(libc.calls()).containsExactly("sendto 5");
        assertThat(libc.sent())
                .containsExactly(new FakeLibc.Sent(
                        Octets.of(new byte[300]), Octets.ofHex("0200" + "f043" + "0a090064" + "0000000000000000")));
    }

    @ParameterizedTest
    @CsvSource({
        "1, a packet filter or a route forbids it",
        "13, a packet filter or a route forbids it",
        "101, network is unreachable"
    })
    void tellsWhyItDidNotLeave(int errno, String reason) {
        var sent = new UdpSender(libc.refuse("sendto", errno), 5).send(new byte[300], 1, 67);

        assertThat(UdpSender.error(sent)).isEqualTo(reason);
    }
}
