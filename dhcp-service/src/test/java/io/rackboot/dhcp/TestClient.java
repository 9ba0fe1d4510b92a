package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpReader;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Predicate;

/// A client or relay on the loopback interface.
final class TestClient implements AutoCloseable {
    private static final int PATIENCE_MILLISECONDS = 20_000;

    private final DatagramSocket socket;
    private final InetSocketAddress server;

    private TestClient(InetSocketAddress local, int serverPort) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        try {
            socket = new DatagramSocket(null);
            socket.setReuseAddress(true);
            socket.bind(local);
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A client that hears broadcasts and what is sent to any loopback address.
    static TestClient client(Site site) {
        return new TestClient(new InetSocketAddress(site.clientPort()), site.serverPort());
    }

    /// A relay with this address.
    static TestClient relay(Site site, String address) {
        return new TestClient(
                new InetSocketAddress(InetAddress.ofLiteral(address), site.serverPort()), site.serverPort());
    }

    /// A client with this address that asks a boot server on that port.
    static TestClient ofBootServer(int port, String address) {
        return new TestClient(new InetSocketAddress(InetAddress.ofLiteral(address), 0), port);
    }

    /// Waits only so long for each reply.
    void patience(int milliseconds) {
        try {
            socket.setSoTimeout(milliseconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return whether such a reply comes, before nothing comes for a while}
    boolean hears(Predicate<DhcpMessage> wanted) {
        var packet = new DatagramPacket(new byte[2048], 2048);
        try {
            do {
                socket.receive(packet);
            } while (!wanted.test(read(packet)));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void send(DhcpMessage message) {
        send(DhcpWriter.write(message, 1500).bytes());
    }

    void send(Octets datagram) {
        try {
            socket.send(new DatagramPacket(datagram.toByteArray(), datagram.length(), server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return the next reply}
    DhcpMessage receive() {
        var packet = new DatagramPacket(new byte[2048], 2048);
        try {
            socket.receive(packet);
        } catch (IOException e) {
            throw new AssertionError("no reply", e);
        }
        assertThat(packet.getPort()).isEqualTo(server.getPort());
        return read(packet);
    }

    private static DhcpMessage read(DatagramPacket packet) {
        return DhcpReader.read(Octets.of(Arrays.copyOf(packet.getData(), packet.getLength())));
    }

    /// {@return the reply to a request; nothing else for this client may come first}
    DhcpMessage ask(DhcpMessage request) {
        send(request);
        var reply = receive();
        while (!reply.chaddr().equals(request.chaddr())) {
            reply = receive();
        }
        assertThat(reply.xid()).isEqualTo(request.xid());
        return reply;
    }

    @Override
    public void close() {
        socket.close();
    }
}
