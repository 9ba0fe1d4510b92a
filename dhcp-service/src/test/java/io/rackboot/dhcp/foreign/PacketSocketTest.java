package io.rackboot.dhcp.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.wire.Octets;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketSocketTest {
    private static final int INDEX = 0x01020304;
    private static final byte[] PACKET = {0x45, 0, 0, 1};
    private static final byte[] MAC = {0x52, 0x54, 0, 1, 2, 3};
    private static final int CAP_NET_RAW = 13;

    @Test
    void hearsNothingAndSendsToAHardwareAddress() {
        var libc = new FakeLibc(FakeLibc.ETHERNET);

        try (var socket = opened(PacketSocket.open(libc, INDEX))) {
            assertThat(socket.send(PACKET, MAC)).isEqualTo(PACKET.length);
        }

        assertThat(libc.calls())
                .containsExactly(
                        "socket 17 0x80802 0",
                        "bind 7 " + host("1100 0000 04030201 0000 00 00 0000000000000000"),
                        "getsockname 7 20",
                        "sendto 7",
                        "close 7");
        assertThat(libc.sent())
                .containsExactly(new FakeLibc.Sent(
                        Octets.of(PACKET), Octets.ofHex(host("1100 0800 04030201 0000 00 06 5254000102030000"))));
    }

    @ParameterizedTest
    @CsvSource({
        "socket, 1, operation not permitted (CAP_NET_RAW is missing)",
        "bind, 19, no such device",
        "getsockname, 105, no buffer space",
    })
    void tellsWhyItIsNotOpen(String call, int errno, String reason) {
        var libc = new FakeLibc(FakeLibc.ETHERNET).refuse(call, errno);

        assertThat(PacketSocket.open(libc, INDEX)).isEqualTo(new PacketSocket.Opening.Refused(reason));

        assertThat(libc.calls().stream().filter("close 7"::equals)).hasSize(call.equals("socket") ? 0 : 1);
    }

    @Test
    void isForEthernetAlone() {
        var libc = new FakeLibc(FakeLibc.LOOPBACK);

        assertThat(PacketSocket.open(libc, INDEX)).isEqualTo(new PacketSocket.Opening.NotEthernet(772));

        assertThat(libc.calls()).endsWith("close 7");
    }

    @Test
    void tellsWhatCannotBeSent() {
        var libc = new FakeLibc(FakeLibc.ETHERNET).refuse("sendto", 90);

        try (var socket = opened(PacketSocket.open(libc, INDEX))) {
            assertThat(socket.send(PACKET, MAC)).isEqualTo(-90);
            assertThatIllegalArgumentException().isThrownBy(() -> socket.send(PACKET, new byte[8]));
        }
    }

    /// The kernel's own answers, by this process' own calls.
    @Test
    void theKernelKnowsTheLoopbackInterfaceForWhatItIs() throws IOException {
        int loopback = NetworkInterface.getByName("lo").getIndex();
        var libc = Libc.ofThisProcess();

        if (mayOpenRawSockets()) {
            assertThat(PacketSocket.open(libc, loopback)).isEqualTo(new PacketSocket.Opening.NotEthernet(772));
            assertThat(PacketSocket.open(libc, Integer.MAX_VALUE))
                    .isEqualTo(new PacketSocket.Opening.Refused("no such device"));
        } else {
            assertThat(PacketSocket.open(libc, loopback))
                    .isEqualTo(new PacketSocket.Opening.Refused("operation not permitted (CAP_NET_RAW is missing)"));
        }
    }

    private static boolean mayOpenRawSockets() throws IOException {
        var effective = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> line.substring(7).strip())
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(effective, 16) >>> CAP_NET_RAW & 1) == 1;
    }

    private static PacketSocket opened(PacketSocket.Opening opening) {
        return ((PacketSocket.Opening.Opened) opening).socket();
    }

    /// @param address a `sockaddr_ll` of a little-endian host; family, protocol, interface, type, kind, length, address
    private static String host(String address) {
        assertThat(ByteOrder.nativeOrder()).as("all hosts that have epoll here").isEqualTo(ByteOrder.LITTLE_ENDIAN);
        return address.replace(" ", "");
    }
}
