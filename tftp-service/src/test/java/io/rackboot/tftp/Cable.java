package io.rackboot.tftp;

import io.rackboot.tftp.wire.TftpPacket;
import io.rackboot.tftp.wire.TftpReader;
import io.rackboot.tftp.wire.TftpWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/// A cable between one client and a server that loses, doubles and overtakes packets exactly as its plan says.
///
/// The client sees the cable's front as the server; the server sees its back as the client.
final class Cable implements AutoCloseable {

    /// What happens to a packet.
    enum Fate {
        PASS,
        DROP,
        DOUBLE,
        /// Delivered after the next packet of its direction.
        OVERTAKEN
    }

    /// Decides; called once per packet, in order, for each direction by one thread.
    interface Plan {
        /// @param number counts the packets of this direction from 1
        Fate fate(boolean fromClient, int number, TftpPacket packet);
    }

    private final DatagramSocket front;
    private final DatagramSocket back;
    private final InetSocketAddress server;
    private final Plan plan;
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicInteger doubled = new AtomicInteger();
    private final AtomicInteger overtaken = new AtomicInteger();
    private volatile InetSocketAddress client;
    private volatile InetSocketAddress tid;

    Cable(InetSocketAddress server, Plan plan) throws IOException {
        this.server = server;
        this.tid = server;
        this.client = server;
        this.plan = plan;
        this.front = socket();
        this.back = socket();
        Thread.ofVirtual().start(() -> carry(true, front, back));
        Thread.ofVirtual().start(() -> carry(false, back, front));
    }

    private static DatagramSocket socket() throws SocketException {
        var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        socket.setReceiveBufferSize(1 << 20);
        return socket;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    int dropped() {
        return dropped.get();
    }

    int doubled() {
        return doubled.get();
    }

    int overtaken() {
        return overtaken.get();
    }

    private void carry(boolean fromClient, DatagramSocket in, DatagramSocket out) {
        var buffer = new byte[65536];
        Deque<byte[]> held = new ArrayDeque<>();
        try {
            for (int number = 1; true; number++) {
                var received = new DatagramPacket(buffer, buffer.length);
                in.receive(received);
                remember(fromClient, (InetSocketAddress) received.getSocketAddress());
                var packet = TftpReader.read(ByteBuffer.wrap(buffer, 0, received.getLength()));
                if (packet instanceof TftpPacket.Request) {
                    tid = server;
                }
                var bytes = bytes(packet);
                deliver(plan.fate(fromClient, number, packet), bytes, fromClient, out, held);
            }
        } catch (SocketException _) {
            // Closed: the test is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void deliver(Fate fate, byte[] bytes, boolean fromClient, DatagramSocket out, Deque<byte[]> held)
            throws IOException {
        switch (fate) {
            case DROP -> dropped.incrementAndGet();
            case OVERTAKEN -> {
                overtaken.incrementAndGet();
                held.add(bytes);
                return;
            }
            case DOUBLE -> {
                doubled.incrementAndGet();
                send(out, bytes, fromClient);
                send(out, bytes, fromClient);
            }
            case PASS -> send(out, bytes, fromClient);
        }
        while (!held.isEmpty()) {
            send(out, held.remove(), fromClient);
        }
    }

    private void remember(boolean fromClient, InetSocketAddress sender) {
        if (fromClient) {
            client = sender;
        } else {
            tid = sender;
        }
    }

    private void send(DatagramSocket out, byte[] bytes, boolean fromClient) throws IOException {
        out.send(new DatagramPacket(bytes, bytes.length, fromClient ? tid : client));
    }

    private static byte[] bytes(TftpPacket packet) {
        var written = TftpWriter.write(packet);
        var bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
