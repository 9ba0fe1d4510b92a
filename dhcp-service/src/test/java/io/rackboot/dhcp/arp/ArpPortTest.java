package io.rackboot.dhcp.arp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Await;
import io.rackboot.dhcp.Logged;
import io.rackboot.dhcp.foreign.FakeLibc;
import io.rackboot.dhcp.wire.ArpPacket;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// On the loopback interface, which the kernel of [FakeLibc] takes for an Ethernet.
class ArpPortTest {
    private static final HardwareAddress HOST = HardwareAddress.ofMac("52:54:00:a1:b2:c3");
    private static final Ip4Address ADDRESS = Ip4Address.parse("192.168.77.20");
    private static final ArpPacket PACKET = new ArpPacket(ArpPacket.Op.REPLY, HOST, ADDRESS, HOST, Ip4Address.ANY);

    private record Heard(HardwareAddress source, ArpPacket packet) {}

    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    @Test
    void hearsPacketsAndSendsThem() {
        var libc = new FakeLibc(FakeLibc.ETHERNET)
                .receive(Octets.ofHex("00"), from("525400a1b2c3"))
                .receive(PACKET.write(), from("525400a1b2c3"));
        var port = port(libc);
        assertThat(port.send(own -> ArpPacket.probe(own, ADDRESS), ArpPacket.EVERYBODY))
                .isFalse();

        try {
            port.start();
            Await.until("a packet", () -> !heard.isEmpty());

            assertThat(heard).containsExactly(new Heard(HOST, PACKET));
            assertThat(port.send(own -> ArpPacket.probe(own, ADDRESS), ArpPacket.EVERYBODY))
                    .isTrue();
            assertThat(libc.sent())
                    .extracting(FakeLibc.Sent::message)
                    .containsExactly(ArpPacket.probe(new HardwareAddress(1, FakeLibc.MAC), ADDRESS)
                            .write());
            libc.refuse("sendto", 100);
            assertThat(port.send(own -> ArpPacket.probe(own, ADDRESS), ArpPacket.EVERYBODY))
                    .isFalse();
        } finally {
            port.close();
        }

        assertThat(libc.calls()).endsWith("close 7");
        assertThat(port.send(own -> ArpPacket.probe(own, ADDRESS), ArpPacket.EVERYBODY))
                .isFalse();
    }

    @Test
    void comesBackWhenItsSocketBreaks() {
        var libc = new FakeLibc(FakeLibc.ETHERNET).receive(PACKET.write(), from("525400a1b2c3"));
        libc.refuse("recvfrom", 100);
        var port = port(libc);

        try {
            port.start();
            Await.until(
                    "opened anew",
                    () -> libc.calls().stream()
                                    .filter("socket 17 0x80802 0"::equals)
                                    .count()
                            >= 2);
        } finally {
            port.close();
        }

        assertThat(libc.calls().stream().filter("close 7"::equals))
                .hasSameSizeAs(libc.calls().stream()
                        .filter("socket 17 0x80802 0"::equals)
                        .toList());
    }

    @Test
    void saysOnceWhatDoesNotHappenAndWhy() {
        try (var log = Logged.by(ArpPort.class.getName())) {
            var refused = new FakeLibc(FakeLibc.ETHERNET).refuse("socket", 1);
            var first = port(refused);
            var second = port(new FakeLibc(FakeLibc.LOOPBACK));
            first.start();
            second.start();
            Await.until("three attempts", () -> refused.calls().size() >= 3);
            Await.until("both told", () -> log.messages().size() == 2);
            first.close();
            second.close();

            assertThat(log.messages())
                    .containsExactlyInAnyOrder(
                            "WARN interface lo: nothing is heard: operation not permitted (CAP_NET_RAW is missing)",
                            "INFO interface lo: nothing is heard, as it is no Ethernet (type 772)");
        }
    }

    private ArpPort port(FakeLibc libc) {
        return ArpPort.prepare(
                "lo",
                ArpPacket.ARP,
                "nothing is heard",
                (source, packet) -> heard.add(new Heard(source, packet)),
                libc);
    }

    private static Octets from(String mac) {
        return Octets.ofHex("1100080604030201" + "0100" + "00" + "06" + mac + "0000");
    }
}
