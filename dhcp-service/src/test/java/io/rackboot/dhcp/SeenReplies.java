package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpReader;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.UdpPacket;
import io.rackboot.dhcp.wire.UdpPacket.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// DHCP replies on the wire, as tcpdump wrote them down.
///
/// @param file a capture that may still grow
record SeenReplies(Path file) {
    private static final int ETHERNET_HEADER = 14;

    /// Checks that there are two, an offer and an acknowledgement, and every byte of their frames and packets: to that
    /// hardware address and that IP address.
    void areFramesFor(String mac, String address, String serverMac, Ip4Address server) {
        var replies = offerAndAck();
        for (var frame : replies) {
            var packet = UdpPacket.write(
                    new Endpoint(server, 67), new Endpoint(Ip4Address.parse(address), 68), payload(frame));
            assertThat(frame).isEqualTo(header(mac, serverMac).plus(packet));
        }
    }

    /// Checks that there are two, an offer and an acknowledgement, to everybody.
    void areBroadcasts(String serverMac) {
        for (var frame : offerAndAck()) {
            assertThat(frame.slice(0, ETHERNET_HEADER)).isEqualTo(header("ff:ff:ff:ff:ff:ff", serverMac));
            assertThat(Ip4Address.of(frame.slice(30, 34))).isEqualTo(Ip4Address.BROADCAST);
            assertThat(frame.slice(34, 38)).isEqualTo(Octets.ofInts(0, 67, 0, 68));
        }
    }

    /// {@return the hardware addresses they are for, in order, once there are so many}
    List<String> clients(int count) {
        Await.until(count + " replies in " + file, () -> frames().size() >= count);
        return frames().stream().map(frame -> message(frame).chaddr().mac()).toList();
    }

    /// {@return the messages, in order, once there are so many}
    List<DhcpMessage> messages(int count) {
        Await.until(count + " replies in " + file, () -> frames().size() >= count);
        return frames().stream().map(SeenReplies::message).toList();
    }

    private List<Octets> offerAndAck() {
        Await.until("two replies in " + file, () -> frames().size() >= 2);
        var frames = frames();
        assertThat(frames)
                .extracting(frame -> message(frame).messageType().orElseThrow())
                .containsExactly(MessageType.DHCPOFFER, MessageType.DHCPACK);
        return frames;
    }

    private List<Octets> frames() {
        try {
            var bytes = Files.readAllBytes(file);
            return bytes.length < 24 ? List.of() : Captures.frames(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Octets header(String destination, String source) {
        return Octets.ofHex((destination + source).replace(":", "") + "0800");
    }

    private static Octets payload(Octets frame) {
        return frame.slice(ETHERNET_HEADER + UdpPacket.HEADERS, frame.length());
    }

    private static DhcpMessage message(Octets frame) {
        return DhcpReader.read(payload(frame));
    }
}
