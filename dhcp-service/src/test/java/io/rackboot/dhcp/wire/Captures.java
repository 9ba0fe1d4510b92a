package io.rackboot.dhcp.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// DHCP datagrams out of the packet captures beside the tests: classic pcap, Ethernet, IPv4, UDP.
public final class Captures {
    /// The captures, named for the clients in them; those that are relayed came through isc-dhcp-relay at 10.9.0.1.
    public static final List<String> ALL = List.of(
            "bios-pxelinux",
            "bios-qemurom-ipxe",
            "client-dhclient",
            "client-dhcpcd",
            "client-networkd",
            "client-udhcpc",
            "edk2-grub",
            "edk2http-ipxeefi",
            "edk2pxe-binl",
            "edk2pxe-nouuid",
            "edk2pxe-snponly",
            "relayed-dhclient",
            "relayed-edk2http",
            "relayed-edk2pxe",
            "relayed-grub",
            "relayed-networkd",
            "relayed-pxelinux",
            "relayed-qemurom-ipxe",
            "relayed-u-boot",
            "relayed-udhcpc",
            "u-boot",
            "virtualbox-ipxe");

    private static final int LITTLE_ENDIAN_MICROSECONDS = 0xa1b2c3d4;

    private Captures() {}

    /// One UDP datagram.
    public record Datagram(
            Ip4Address source, int sourcePort, Ip4Address destination, int destinationPort, Octets payload) {}

    /// {@return the DHCP datagrams of a capture}
    public static List<Datagram> dhcp(String capture) {
        return read(capture);
    }

    /// {@return the messages that the clients of a capture sent, in order}
    public static List<DhcpMessage> requests(String capture) {
        return dhcp(capture).stream()
                .map(datagram -> DhcpReader.read(datagram.payload()))
                .filter(message -> message.op() == Op.BOOTREQUEST)
                .toList();
    }

    /// {@return the frames of a capture}
    public static List<Octets> frames(String capture) {
        return frames(resource("/pcap/" + capture + ".pcap"));
    }

    /// {@return the frames in a capture file; the last one is left out while it is being written}
    public static List<Octets> frames(byte[] pcap) {
        var buffer = ByteBuffer.wrap(pcap).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(0) != LITTLE_ENDIAN_MICROSECONDS || buffer.getInt(20) != 1) {
            throw new IllegalArgumentException("no little-endian Ethernet pcap");
        }
        var frames = new ArrayList<Octets>();
        int at = 24;
        while (at + 16 <= pcap.length && at + 16 + buffer.getInt(at + 8) <= pcap.length) {
            int length = buffer.getInt(at + 8);
            frames.add(Octets.ofRemaining(buffer.slice(at + 16, length)));
            at += 16 + length;
        }
        return frames;
    }

    private static List<Datagram> read(String capture) {
        var datagrams = new ArrayList<Datagram>();
        frames(capture).forEach(frame -> udp(frame.buffer(), datagrams));
        return datagrams;
    }

    private static void udp(ByteBuffer frame, List<Datagram> datagrams) {
        if (frame.limit() < 42 || frame.getShort(12) != 0x0800 || frame.get(23) != 17) {
            return;
        }
        int udp = 14 + (frame.get(14) & 0xf) * 4;
        int sourcePort = Short.toUnsignedInt(frame.getShort(udp));
        int destinationPort = Short.toUnsignedInt(frame.getShort(udp + 2));
        if (isDhcp(sourcePort) || isDhcp(destinationPort)) {
            int length = Short.toUnsignedInt(frame.getShort(udp + 4)) - 8;
            datagrams.add(new Datagram(
                    new Ip4Address(frame.getInt(26)),
                    sourcePort,
                    new Ip4Address(frame.getInt(30)),
                    destinationPort,
                    Octets.ofRemaining(frame.slice(udp + 8, length))));
        }
    }

    private static boolean isDhcp(int port) {
        return port == 67 || port == 68;
    }

    private static byte[] resource(String name) {
        try (var stream = Captures.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
