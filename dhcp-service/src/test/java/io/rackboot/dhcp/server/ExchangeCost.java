package io.rackboot.dhcp.server;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.dhcp.fact.BootStory;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.Reservations;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.reply.BootChoice;
import io.rackboot.dhcp.reply.BootServer;
import io.rackboot.dhcp.reply.BootSite;
import io.rackboot.dhcp.reply.Conduct;
import io.rackboot.dhcp.reply.Extensions;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.reply.Parameters;
import io.rackboot.dhcp.reply.Responder;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.Xid;
import io.rackboot.events.Rack;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/// What one exchange of four messages with a new client costs the thread that decides: time and bytes allocated, and
/// what of it stays in memory with the lease. Between a socket that hands the replies back and a disk that is done at
/// once. To run it after `mvn test-compile -pl dhcp-service -am`, with the test class path:
///
/// ```
/// java -Xmx1g -cp CLASSPATH io.rackboot.dhcp.server.ExchangeCost [LEASES]
/// ```
///
/// `-XX:-DoEscapeAnalysis` shows what a compiler allocates that sees through fewer calls, as that of executables does.
final class ExchangeCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int XID = 4;
    private static final int YIADDR = 16;
    private static final int CHADDR = 28;
    private static final int ROUND = 20_000;
    private static final Ip4Address SERVER = Ip4Address.parse("10.0.0.1");
    private static final Arrival ARRIVAL = new Arrival("rack0", SERVER, Ip4Address.ANY, Ip4Address.BROADCAST);
    private static final List<Integer> WISHED = List.of(1, 28, 2, 3, 15, 6, 12);
    private static final Subnet SUBNET = new Subnet(
            "bench",
            Ip4Address.parse("10.0.0.0"),
            8,
            List.of(Range.parse("10.0.0.2-10.255.255.254")),
            List.of(SERVER),
            List.of(SERVER),
            Optional.of("bench.example"),
            Duration.ofHours(1));

    private final Machines machines = _ -> Optional.empty();
    private final LeaseTable table = new LeaseTable(List.of(SUBNET), nothing(), List.of());
    private final DecisionThread decisions = new DecisionThread(Runnable::run);
    private final ServerMeters meters = new ServerMeters(new SimpleMeterRegistry());
    private final Queue<Octets> replies = new ArrayDeque<>();
    private final DhcpServer server = server();
    private final byte[] discover = datagram(options(MessageType.DHCPDISCOVER).build());
    private final byte[] request = datagram(options(MessageType.DHCPREQUEST)
            .put(OptionCode.SERVER_IDENTIFIER, SERVER)
            .put(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.ANY)
            .build());
    private int clients;

    private ExchangeCost() {}

    static void main(String[] arguments) {
        new ExchangeCost().measure(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000);
    }

    private void measure(int leases) {
        for (int i = 0; i < 3; i++) {
            exchanges(ROUND);
        }
        long before = memory();
        System.out.println("leases  us/exchange  bytes/exchange");
        while (clients < leases + 3 * ROUND) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long begun = System.nanoTime();
            exchanges(ROUND);
            System.out.printf(
                    "%6d  %11.1f  %14d%n",
                    table.leases().size(),
                    (System.nanoTime() - begun) / 1e3 / ROUND,
                    (THREADS.getCurrentThreadAllocatedBytes() - allocated) / ROUND);
        }
        System.out.println("bytes that stay with a lease: " + (memory() - before) / (clients - 3 * ROUND));
    }

    private void exchanges(int count) {
        for (int i = 0; i < count; i++) {
            exchange(clients++);
        }
    }

    /// Patches the client into the two datagrams, so that making them costs next to nothing.
    private void exchange(int client) {
        take(discover, client, _ -> {});
        int yiaddr = replies.remove().intAt(YIADDR);
        take(request, client, datagram -> datagram.putInt(datagram.limit() - 1 - Integer.BYTES, yiaddr));
        replies.remove();
    }

    private void take(byte[] template, int client, Consumer<ByteBuffer> patch) {
        var datagram = ByteBuffer.wrap(template);
        datagram.putInt(XID, client).putInt(CHADDR + 2, client);
        patch.accept(datagram);
        server.take(new Received(Octets.of(template), ARRIVAL, (reply, _) -> replies.add(reply)));
    }

    private static byte[] datagram(DhcpOptions options) {
        var message = new DhcpMessage(
                Op.BOOTREQUEST,
                HardwareAddress.ofMac("02:0c:00:00:00:00"),
                0,
                new Xid(0),
                0,
                0,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Octets.EMPTY,
                Octets.EMPTY,
                options);
        var bytes = DhcpWriter.write(message, 0).bytes().toByteArray();
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static DhcpOptions.Builder options(MessageType type) {
        return DhcpOptions.builder()
                .put(OptionCode.DHCP_MESSAGE_TYPE, type)
                .put(OptionCode.PARAMETER_REQUEST_LIST, WISHED);
    }

    private DhcpServer server() {
        var commits =
                new Commits(table, (_, then) -> then.accept(new CommitOutcome.Durable()), decisions, meters, _ -> {});
        var story = new BootStory(new Rack("r1"), List.of(SUBNET), machines);
        var boot = new BootChoice(BootSite.SAME_HOST, story.recentBoots());
        var responder = new Responder(
                List.of(SharedNetwork.of(SUBNET)),
                Conduct.RACK,
                new Extensions(true, Set.of()),
                boot,
                Parameters.NONE,
                table,
                machines);
        return new DhcpServer(
                new BootServer(boot, machines).before(responder),
                table,
                story,
                commits,
                decisions,
                meters,
                (_, _) -> {},
                InstantSource.system());
    }

    private static long memory() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Reservations nothing() {
        return _ -> false;
    }
}
