package io.rackboot.dhcp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Logged;
import io.rackboot.dhcp.foreign.FakeLibc;
import io.rackboot.dhcp.reply.ReplyDestination;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.UdpPacket.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientFramesTest {
    private static final int INDEX = 2;
    private static final int EPERM = 1;
    private static final int EMSGSIZE = 90;
    private static final Endpoint SERVER = new Endpoint(Ip4Address.parse("192.168.77.1"), 67);
    private static final ReplyDestination.ToHardware CLIENT = new ReplyDestination.ToHardware(
            Ip4Address.parse("192.168.77.100"), HardwareAddress.ofMac("52:54:00:a1:b2:c3"));
    private static final Octets HELLO = Octets.ofText("hello");

    private final BroadcastLog log = new BroadcastLog();
    private final Logged logged = Logged.by(BroadcastLog.class.getName());

    @AfterEach
    void close() {
        logged.close();
    }

    /// The header of the frame (its source is the kernel's to write), the packet, all its bytes.
    @Test
    void aReplyIsAFrameToTheHardwareAddressOfItsClient() {
        var libc = new FakeLibc(FakeLibc.ETHERNET);
        var frames = ClientFrames.on("eth0", INDEX, libc, log);

        assertThat(frames.send(HELLO, SERVER, 68, CLIENT)).isTrue();

        assertThat(libc.sent())
                .containsExactly(new FakeLibc.Sent(
                        Octets.ofHex("450000210000400040111f16c0a84d01c0a84d64" + "00430044000d9fc4" + "68656c6c6f"),
                        Octets.ofHex("1100" + "0800" + "02000000" + "0000" + "00" + "06" + "525400a1b2c3" + "0000")));
        assertThat(logged.messages()).isEmpty();
    }

    @Test
    void withoutTheCapabilityNoneIsSentAndTheReasonIsLoggedOncePerInterface() {
        var libc = new FakeLibc(FakeLibc.ETHERNET).refuse("socket", EPERM);

        for (int i = 0; i < 3; i++) {
            var frames = ClientFrames.on("eth0", INDEX + i, libc, log);
            assertThat(frames.send(HELLO, SERVER, 68, CLIENT)).isFalse();
            frames.close();
        }
        ClientFrames.on("eth1", INDEX, libc, log).close();

        assertThat(logged.messages())
                .containsExactly(
                        "WARN interface eth0: replies to clients that have no address yet are broadcast, frames to their"
                                + " hardware addresses cannot be sent: operation not permitted (CAP_NET_RAW is missing)",
                        "WARN interface eth1: replies to clients that have no address yet are broadcast, frames to their"
                                + " hardware addresses cannot be sent: operation not permitted (CAP_NET_RAW is missing)");
    }

    @Test
    void anInterfaceThatIsNoEthernetSendsNone() {
        var libc = new FakeLibc(FakeLibc.LOOPBACK);

        var frames = ClientFrames.on("lo", 1, libc, log);

        assertThat(frames.send(HELLO, SERVER, 68, CLIENT)).isFalse();
        assertThat(libc.sent()).isEmpty();
        assertThat(logged.messages())
                .containsExactly(
                        "INFO interface lo: replies to clients that have no address yet are broadcast, as it is no"
                                + " Ethernet (type 772)");
    }

    @Test
    void aFrameThatDoesNotLeaveIsLoggedOncePerReason() {
        var libc = new FakeLibc(FakeLibc.ETHERNET).refuse("sendto", EMSGSIZE);
        var frames = ClientFrames.on("eth0", INDEX, libc, log);

        assertThat(frames.send(HELLO, SERVER, 68, CLIENT)).isFalse();
        assertThat(frames.send(HELLO, SERVER, 68, CLIENT)).isFalse();

        assertThat(logged.messages())
                .containsExactly(
                        "WARN a reply was broadcast, its frame did not leave: longer than the interface's MTU; this is"
                                + " said once (xid none, chaddr none, interface eth0)");
    }

    @Test
    void afterItsEndNoneIsSent() {
        var libc = new FakeLibc(FakeLibc.ETHERNET);
        var frames = ClientFrames.on("eth0", INDEX, libc, log);

        frames.close();
        frames.close();

        assertThat(frames.send(HELLO, SERVER, 68, CLIENT)).isFalse();
        assertThat(libc.sent()).isEmpty();
        assertThat(libc.calls().stream().filter("close 7"::equals)).hasSize(1);
    }

    @Test
    void whereTheOperatorWantsBroadcastsNoneIsSentAndNothingSaid() {
        assertThat(ClientFrames.none("eth0", log).send(HELLO, SERVER, 68, CLIENT))
                .isFalse();
        assertThat(logged.messages()).isEmpty();
    }
}
