package io.rackboot.dhcp.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoSocketTest {
    private final FakeLibc libc = new FakeLibc(FakeLibc.ETHERNET);

    @Test
    void sendsToAnAddressAndHearsRepliesAlone() {
        libc.receive(Octets.ofHex("4500"), Octets.EMPTY);

        try (var socket = opened()) {
            assertThat(socket.send(new byte[8], Octets.ofHex("0a090064").toByteArray()))
                    .isEqualTo(8);
            switch (socket.receive(10)) {
                case EchoSocket.Received.Packet(var packet) ->
                    assertThat(Octets.of(packet)).isEqualTo(Octets.ofHex("4500"));
                case EchoSocket.Received other -> throw new AssertionError(other.toString());
            }
            assertThat(socket.receive(0)).isEqualTo(new EchoSocket.Received.Nothing());
        }

        assertThat(libc.calls())
                .containsExactly("socket 2 0x80803 1", "setsockopt 7 255 1 feffffff", "sendto 7", "close 7");
        assertThat(libc.sent())
                .containsExactly(new FakeLibc.Sent(
                        Octets.of(new byte[8]), Octets.ofHex("02000000" + "0a090064" + "0000000000000000")));
    }

    @ParameterizedTest
    @CsvSource({
        "socket, 1, operation not permitted (CAP_NET_RAW is missing)",
        "setsockopt, 97, address family not supported by the kernel"
    })
    void tellsWhyItIsNotOpen(String call, int errno, String reason) {
        libc.refuse(call, errno);

        assertThat(EchoSocket.open(libc)).isEqualTo(new EchoSocket.Opening.Refused(reason));

        assertThat(libc.calls().stream().filter("close 7"::equals)).hasSize(call.equals("socket") ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"poll, 9, error 9", "recvfrom, 100, network is down"})
    void tellsThatItIsOfNoUseAnyMore(String call, int errno, String reason) {
        libc.receive(Octets.ofHex("4500"), Octets.EMPTY).refuse(call, errno);

        try (var socket = opened()) {
            assertThat(socket.receive(10)).isEqualTo(new EchoSocket.Received.Broken(reason));
        }
    }

    private EchoSocket opened() {
        return ((EchoSocket.Opening.Opened) EchoSocket.open(libc)).socket();
    }
}
