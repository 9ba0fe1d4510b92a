package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArpPacketTest {
    private static final HardwareAddress SERVER = HardwareAddress.ofMac("52:54:00:00:00:01");
    private static final HardwareAddress MACHINE = HardwareAddress.ofMac("52:54:00:a1:b2:c3");
    private static final Ip4Address ADDRESS = Ip4Address.parse("192.168.77.20");

    /// As QEMU's `announce_self` sends it.
    private static final Octets REQUEST_REVERSE =
            Octets.ofHex("00010800060400035254" + "00a1b2c3" + "00000000" + "525400a1b2c3" + "00000000");

    @Test
    void aProbeClaimsNothing() {
        assertThat(ArpPacket.probe(SERVER, ADDRESS).write())
                .isEqualTo(
                        Octets.ofHex("0001080006040001" + "525400000001" + "00000000" + "000000000000" + "c0a84d14"));
    }

    @Test
    void aReverseReplyNamesTheTargetAndTheServer() {
        var request = ArpPacket.read(REQUEST_REVERSE).orElseThrow();

        assertThat(request)
                .isEqualTo(
                        new ArpPacket(ArpPacket.Op.REQUEST_REVERSE, MACHINE, Ip4Address.ANY, MACHINE, Ip4Address.ANY));
        assertThat(request.replyReverse(SERVER, Ip4Address.parse("192.168.77.1"), ADDRESS)
                        .write())
                .isEqualTo(
                        Octets.ofHex("0001080006040004" + "525400000001" + "c0a84d01" + "525400a1b2c3" + "c0a84d14"));
    }

    @Test
    void ubootWantsAnyAddressAndTakesTheOneItIsTold() throws IOException {
        var frames = Captures.frames(Files.readAllBytes(Path.of("src/test/resources/rarp/u-boot.pcap")));
        var uboot = HardwareAddress.ofMac("52:54:00:77:00:20");
        var server = HardwareAddress.ofMac("a2:af:58:28:0b:c0");

        var request = ArpPacket.read(packet(frames.getFirst())).orElseThrow();

        assertThat(request)
                .isEqualTo(new ArpPacket(
                        ArpPacket.Op.REQUEST_REVERSE, uboot, Ip4Address.ANY, uboot, Ip4Address.BROADCAST));
        assertThat(request.replyReverse(server, Ip4Address.parse("192.168.77.1"), ADDRESS)
                        .write())
                .isEqualTo(packet(frames.getLast()));
    }

    private static Octets packet(Octets frame) {
        return frame.slice(14, frame.length());
    }

    @ParameterizedTest
    @CsvSource({"1, REQUEST", "2, REPLY", "3, REQUEST_REVERSE", "4, REPLY_REVERSE"})
    void readsWhatItWrites(int code, ArpPacket.Op op) {
        var packet = new ArpPacket(op, SERVER, ADDRESS, MACHINE, Ip4Address.BROADCAST);

        assertThat(packet.write().at(7)).isEqualTo(code);
        assertThat(ArpPacket.read(packet.write())).contains(packet);
        assertThat(ArpPacket.read(packet.write().plus(Octets.of(new byte[18])))).contains(packet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0001080006040003525400a1b2c300000000525400a1b2c3000000",
                "0006080006040003525400a1b2c300000000525400a1b2c300000000",
                "000186dd06040003525400a1b2c300000000525400a1b2c300000000",
                "0001080008040003525400a1b2c300000000525400a1b2c300000000",
                "0001080006100003525400a1b2c300000000525400a1b2c300000000",
                "0001080006040000525400a1b2c300000000525400a1b2c300000000",
                "0001080006040009525400a1b2c300000000525400a1b2c300000000",
            })
    void readsNothingElse(String hex) {
        assertThat(ArpPacket.read(Octets.ofHex(hex))).isEmpty();
    }

    @Test
    void garbageDoesNoHarm() {
        var random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var bytes = REQUEST_REVERSE.toByteArray();
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            var octets = Octets.of(bytes).slice(0, random.nextInt(bytes.length / 2, bytes.length + 1));
            read += ArpPacket.read(octets)
                    .map(packet -> packet.write().equals(octets) ? 1 : -1_000_000)
                    .orElse(0);
        }
        assertThat(read).isPositive();
    }
}
