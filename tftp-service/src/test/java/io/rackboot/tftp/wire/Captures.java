package io.rackboot.tftp.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// TFTP datagrams out of the packet captures beside the tests: classic pcap, Ethernet, IPv4, UDP.
final class Captures {
    /// The captures, named for the clients in them.
    static final List<String> ALL = List.of("bios-pxelinux", "client-tftp-curl", "edk2pxe-snponly");

    private static final int LITTLE_ENDIAN_MICROSECONDS = 0xa1b2c3d4;
    private static final int TFTP = 69;

    private Captures() {}

    /// One UDP datagram of a TFTP transfer.
    record Datagram(boolean fromClient, ByteBuffer payload) {}

    /// {@return the datagrams of a capture's transfers, in order: requests to port 69 and what their ports go on with}
    static List<Datagram> tftp(String capture) {
        var buffer = ByteBuffer.wrap(resource("/pcap/" + capture + ".pcap")).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(0) != LITTLE_ENDIAN_MICROSECONDS || buffer.getInt(20) != 1) {
            throw new IllegalArgumentException(capture + " is no little-endian Ethernet pcap");
        }
        var datagrams = new ArrayList<Datagram>();
        var clients = new HashSet<Integer>();
        buffer.position(24);
        while (buffer.hasRemaining()) {
            int length = buffer.getInt(buffer.position() + 8);
            udp(buffer.slice(buffer.position() + 16, length), clients, datagrams);
            buffer.position(buffer.position() + 16 + length);
        }
        return datagrams;
    }

    private static void udp(ByteBuffer frame, Set<Integer> clients, List<Datagram> datagrams) {
        if (frame.limit() < 42 || frame.getShort(12) != 0x0800 || frame.get(23) != 17) {
            return;
        }
        int udp = 14 + (frame.get(14) & 0xf) * 4;
        int source = Short.toUnsignedInt(frame.getShort(udp));
        int destination = Short.toUnsignedInt(frame.getShort(udp + 2));
        // Long frames are captured in part only.
        int length = Math.min(Short.toUnsignedInt(frame.getShort(udp + 4)) - 8, frame.limit() - udp - 8);
        if (destination == TFTP) {
            clients.add(source);
        }
        if (clients.contains(source) || clients.contains(destination)) {
            datagrams.add(new Datagram(clients.contains(source), frame.slice(udp + 8, length)));
        }
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
