package io.rackboot.tftp.benchmark;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A client that does no more than RFC 7440 asks, so that the server is what is measured.
final class SwarmClient implements AutoCloseable {
    private static final int DATA = 3;
    private static final int OACK = 6;
    private final InetSocketAddress server;
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[65536];
    private final DatagramPacket packet = new DatagramPacket(buffer, buffer.length);

    SwarmClient(InetSocketAddress server) throws IOException {
        this.server = server;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setReceiveBufferSize(1024 * 1024);
        socket.setSoTimeout(1000);
    }

    /// {@return the bytes of the file}
    long fetch(String file, int blksize, int windowsize) throws IOException {
        var request = ("\0\1" + file + "\0octet\0blksize\0" + blksize + "\0windowsize\0" + windowsize + "\0")
                .getBytes(StandardCharsets.ISO_8859_1);
        socket.send(new DatagramPacket(request, request.length, server));
        long bytes = 0;
        int last = 0;
        int sinceAck = 0;
        int length = blksize;
        while (length == blksize) {
            if (!receive()) {
                if (packet.getPort() <= 0) {
                    throw new IOException("no answer from " + server);
                }
                acknowledge(last);
                sinceAck = 0;
                continue;
            }
            var received = ByteBuffer.wrap(buffer, 0, packet.getLength());
            int opcode = received.getShort();
            int block = received.getShort() & 0xffff;
            if (opcode == OACK) {
                acknowledge(0);
            } else if (opcode == DATA && block == ((last + 1) & 0xffff)) {
                last = block;
                length = received.remaining();
                bytes += length;
                if (++sinceAck == windowsize || length < blksize) {
                    acknowledge(last);
                    sinceAck = 0;
                }
            } else if (opcode != DATA) {
                throw new IOException("unexpected packet, opcode " + opcode + ": "
                        + new String(buffer, 4, packet.getLength() - 4, StandardCharsets.ISO_8859_1));
            }
        }
        return bytes;
    }

    private boolean receive() throws IOException {
        try {
            packet.setData(buffer);
            socket.receive(packet);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private void acknowledge(int block) throws IOException {
        var ack = new byte[] {0, 4, (byte) (block >> 8), (byte) block};
        socket.send(new DatagramPacket(ack, ack.length, packet.getSocketAddress()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
