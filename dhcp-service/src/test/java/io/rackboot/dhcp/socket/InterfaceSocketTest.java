package io.rackboot.dhcp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.rackboot.dhcp.Await;
import io.rackboot.dhcp.Logged;
import io.rackboot.dhcp.foreign.FakeLibc;
import io.rackboot.dhcp.foreign.Libc;
import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.reply.ReplyDestination;
import io.rackboot.dhcp.server.Received;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.UdpPacket;
import io.rackboot.dhcp.wire.UdpPacket.Endpoint;
import io.rackboot.nats.testing.FreePort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The last step of a reply, on the loopback interface, which the kernel of [FakeLibc] takes for an Ethernet.
class InterfaceSocketTest {
    private static final Ip4Address SERVER = Ip4Address.parse("127.0.0.1");
    private static final ReplyDestination RELAY = new ReplyDestination.ToRelay(Ip4Address.parse("127.0.0.4"));
    private static final ReplyDestination BOUND_CLIENT = new ReplyDestination.ToClient(Ip4Address.parse("127.0.0.7"));
    private static final ReplyDestination.ToHardware NEW_CLIENT = new ReplyDestination.ToHardware(
            Ip4Address.parse("127.0.0.100"), HardwareAddress.ofMac("52:54:00:a1:b2:c3"));
    private static final int PATIENCE_MILLISECONDS = 20_000;

    private final EventLoopGroup group = new EpollEventLoopGroup(1);
    private final SocketSettings settings =
            new SocketSettings(List.of("lo"), FreePort.udp(), FreePort.udp(), false, List.of());
    private final BlockingQueue<Received> heard = new LinkedBlockingQueue<>();
    private final LongAdder unsent = new LongAdder();
    private final FakeLibc ethernet = new FakeLibc(FakeLibc.ETHERNET);
    private DatagramSocket relay;
    private DatagramSocket boundClient;
    private DatagramSocket everybody;
    private DatagramSocket sender;

    @BeforeEach
    void listen() throws SocketException {
        relay = listener("127.0.0.4", settings.serverPort());
        boundClient = listener("127.0.0.7", settings.clientPort());
        everybody = listener("0.0.0.0", settings.clientPort());
        sender = listener("127.0.0.9", 0);
    }

    @AfterEach
    void end() {
        relay.close();
        boundClient.close();
        everybody.close();
        sender.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void eachDestinationHasItsWay() throws IOException {
        try (var socket = open(ethernet)) {
            socket.send(Octets.ofText("new client"), NEW_CLIENT);
            socket.send(Octets.ofText("relay"), RELAY);
            socket.send(Octets.ofText("bound client"), BOUND_CLIENT);
            socket.send(Octets.ofText("everybody"), new ReplyDestination.Broadcast());
            socket.send(
                    Octets.ofText("sender"),
                    new ReplyDestination.ToSender(Ip4Address.parse("127.0.0.9"), sender.getLocalPort()));

            assertThat(receive(relay)).isEqualTo("relay");
            assertThat(receive(boundClient)).isEqualTo("bound client");
            assertThat(receive(everybody)).isEqualTo("everybody");
            assertThat(receive(sender)).isEqualTo("sender");
        }

        assertThat(ethernet.sent())
                .extracting(FakeLibc.Sent::message)
                .containsExactly(UdpPacket.write(
                        new Endpoint(SERVER, settings.serverPort()),
                        new Endpoint(NEW_CLIENT.yiaddr(), settings.clientPort()),
                        Octets.ofText("new client")));
    }

    @Test
    void itTellsWhereDatagramsCameFromAndWhereTheyWent() throws IOException, InterruptedException {
        try (var _ = open(ethernet)) {
            for (var text : List.of("one", "another")) {
                var bytes = Octets.ofText(text).toByteArray();
                sender.send(new DatagramPacket(
                        bytes,
                        bytes.length,
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.5"), settings.serverPort())));
            }

            for (var text : List.of("one", "another")) {
                var received = heard.poll(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
                assertThat(received.datagram()).isEqualTo(Octets.ofText(text));
                assertThat(received.arrival())
                        .isEqualTo(new Arrival(
                                "lo",
                                SERVER,
                                Ip4Address.parse("127.0.0.9"),
                                sender.getLocalPort(),
                                Ip4Address.parse("127.0.0.5")));
            }
        }
    }

    @Test
    void whatCannotBeAFrameIsBroadcast() throws IOException {
        for (var libc : List.of(
                new FakeLibc(FakeLibc.ETHERNET).refuse("socket", 1),
                new FakeLibc(FakeLibc.ETHERNET).refuse("sendto", 90),
                new FakeLibc(FakeLibc.LOOPBACK))) {
            try (var socket = open(libc)) {
                socket.send(Octets.ofText("new client"), NEW_CLIENT);

                assertThat(receive(everybody)).isEqualTo("new client");
            }
        }
    }

    @Test
    void whatTheKernelDoesNotTakeIsCountedAndLogged() throws IOException {
        var tooLong = Octets.of(new byte[70_000]);
        try (var logged = Logged.by(InterfaceSocket.class.getName());
                var socket = open(ethernet)) {
            socket.send(tooLong, RELAY);
            socket.send(Octets.ofText("next"), RELAY);

            assertThat(receive(relay)).isEqualTo("next");
            Await.until("count", () -> unsent.sum() == 1);
            assertThat(logged.messages()).hasSize(1);
            assertThat(logged.messages().getFirst())
                    .startsWith("WARN a reply to 127.0.0.4:" + settings.serverPort() + " did not leave: ")
                    .endsWith(" (xid 00000000, chaddr 0/, interface lo)");
        }
    }

    @Test
    void itsEndIsThatOfItsFrames() throws IOException {
        var socket = open(ethernet);

        socket.close();
        socket.send(Octets.ofText("late"), NEW_CLIENT);

        assertThat(ethernet.calls()).endsWith("close 7");
        group.next().submit(() -> {}).awaitUninterruptibly();
        assertThat(ethernet.sent()).isEmpty();
    }

    @Test
    void aPortThatIsTakenLeavesNothingOpen() throws IOException {
        relay.close(); // it shares the port
        try (var other = new DatagramSocket(settings.serverPort(), InetAddress.getLoopbackAddress())) {
            assertThat(other.getReuseAddress()).isFalse();

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> open(ethernet))
                    .withMessageContaining("Address already in use");
        }

        assertThat(ethernet.calls()).endsWith("close 7");
        Await.until("the port is free again", () -> {
            try (var next = open(new FakeLibc(FakeLibc.ETHERNET))) {
                return next.address().equals(SERVER);
            } catch (IOException e) {
                return false;
            }
        });
    }

    private InterfaceSocket open(FakeLibc libc) throws IOException {
        int index = NetworkInterface.getByName("lo").getIndex();
        return InterfaceSocket.open(
                "lo",
                new Link.Usable(index, SERVER),
                settings.clientPort(),
                settings.ports().getFirst(),
                ClientFrames.on("lo", index, libc, new BroadcastLog()),
                Libc.ofThisProcess(),
                group,
                heard::add,
                unsent::increment);
    }

    private static DatagramSocket listener(String address, int port) throws SocketException {
        var socket = new DatagramSocket(null);
        socket.setReuseAddress(true);
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
        return socket;
    }

    private static String receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return Octets.of(packet.getData()).text();
    }
}
