package io.rackboot.dhcp.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkSocketTest {
    private static final int INDEX = 0x01020304;
    private static final int RARP = 0x8035;
    private static final Octets PACKET = Octets.ofHex("00010800");

    private final FakeLibc libc = new FakeLibc(FakeLibc.ETHERNET);

    @Test
    void hearsOneProtocolOnOneInterfaceAndSpeaksIt() {
        try (var socket = opened()) {
            assertThat(Octets.of(socket.hardwareAddress())).isEqualTo(FakeLibc.MAC);
            assertThat(socket.send(
                            PACKET.toByteArray(), Octets.ofHex("525400010203").toByteArray()))
                    .isEqualTo(4);
        }

        assertThat(libc.calls())
                .containsExactly(
                        "socket 17 0x80802 0",
                        "bind 7 1100803504030201" + "0000" + "00" + "00" + "0000000000000000",
                        "getsockname 7 20",
                        "getsockname 7 20",
                        "sendto 7",
                        "close 7");
        assertThat(libc.sent())
                .containsExactly(new FakeLibc.Sent(
                        PACKET, Octets.ofHex("1100803504030201" + "0000" + "00" + "06" + "5254000102030000")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void receivesWhatIsForThisHostOrForMany(int kind) {
        libc.receive(PACKET, from(kind));

        try (var socket = opened()) {
            switch (socket.receive(10)) {
                case LinkSocket.Received.Packet(var source, var packet) -> {
                    assertThat(Octets.of(source)).isEqualTo(Octets.ofHex("525400a1b2c3"));
                    assertThat(Octets.of(packet)).isEqualTo(PACKET);
                }
                case LinkSocket.Received other -> throw new AssertionError(other.toString());
            }
            assertThat(socket.receive(0)).isEqualTo(new LinkSocket.Received.Nothing());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void leavesOutWhatIsForOthersOrItsOwn(int kind) {
        libc.receive(PACKET, from(kind));

        try (var socket = opened()) {
            assertThat(socket.receive(10)).isEqualTo(new LinkSocket.Received.Nothing());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "poll, 9, error 9",
        "recvfrom, 100, network is down",
    })
    void tellsThatItIsOfNoUseAnyMore(String call, int errno, String reason) {
        libc.receive(PACKET, from(0)).refuse(call, errno);

        try (var socket = opened()) {
            assertThat(socket.receive(10)).isEqualTo(new LinkSocket.Received.Broken(reason));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "socket, 1, operation not permitted (CAP_NET_RAW is missing)",
        "bind, 19, no such device",
        "getsockname, 105, no buffer space",
    })
    void tellsWhyItIsNotOpen(String call, int errno, String reason) {
        libc.refuse(call, errno);

        assertThat(LinkSocket.open(libc, INDEX, RARP)).isEqualTo(new LinkSocket.Opening.Refused(reason));

        assertThat(libc.calls().stream().filter("close 7"::equals)).hasSize(call.equals("socket") ? 0 : 1);
    }

    @Test
    void isForEthernetAlone() {
        var loopback = new FakeLibc(FakeLibc.LOOPBACK);

        assertThat(LinkSocket.open(loopback, INDEX, RARP)).isEqualTo(new LinkSocket.Opening.NotEthernet(772));

        assertThat(loopback.calls()).endsWith("close 7");
    }

    private LinkSocket opened() {
        return ((LinkSocket.Opening.Opened) LinkSocket.open(libc, INDEX, RARP)).socket();
    }

    /// A `sockaddr_ll` of a little-endian host.
    private static Octets from(int kind) {
        return Octets.ofHex("1100803504030201" + "0100" + "0" + kind + "06" + "525400a1b2c30000");
    }
}
