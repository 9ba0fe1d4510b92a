package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.dhcp.Logged;
import io.rackboot.dhcp.Messages;
import io.rackboot.dhcp.fact.BootStory;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.reply.BootChoice;
import io.rackboot.dhcp.reply.BootSite;
import io.rackboot.dhcp.reply.Conduct;
import io.rackboot.dhcp.reply.Extensions;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.reply.Parameters;
import io.rackboot.dhcp.reply.RecentBoots;
import io.rackboot.dhcp.reply.Responder;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.Rack;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Garbage and oversized datagrams cost a counter: no lease, no fact, no reply, no log line, no work for the thread
/// that
/// decides, and next to no memory.
class GarbageTest {
    private static final Arrival ARRIVAL =
            new Arrival("rack0", Ip4Address.parse("192.168.77.1"), Ip4Address.ANY, Ip4Address.BROADCAST);
    private static final Subnet RACK = new Subnet(
            "rack",
            Ip4Address.parse("192.168.77.0"),
            24,
            List.of(Range.parse("192.168.77.100-192.168.77.199")),
            List.of(),
            List.of(),
            Optional.empty(),
            Duration.ofMinutes(10));
    private static final int FLOOD = 100_000;

    private final Machines machines = _ -> Optional.empty();
    private final LeaseTable table = new LeaseTable(List.of(RACK), _ -> false, List.of());
    private final DecisionThread decisions = DecisionThreads.own();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final DhcpServer server = server();

    private DhcpServer server() {
        var meters = new ServerMeters(registry);
        var commits = new Commits(
                table,
                (_, then) -> {
                    written.incrementAndGet();
                    then.accept(new CommitOutcome.Durable());
                },
                decisions,
                meters,
                _ -> {});
        return new DhcpServer(
                new Responder(
                        List.of(SharedNetwork.of(RACK)),
                        Conduct.RACK,
                        Extensions.NONE,
                        new BootChoice(BootSite.SAME_HOST, RecentBoots.NONE),
                        Parameters.NONE,
                        table,
                        machines),
                table,
                new BootStory(new Rack("r1"), List.of(RACK), machines),
                commits,
                decisions,
                meters,
                OfferWatch.NONE,
                () -> Instant.parse("2026-11-20T12:00:00Z"));
    }

    @AfterEach
    void close() {
        decisions.close();
    }

    @Test
    void garbageCostsACounter() {
        var random = new Random(1);
        var garbage = new Received[1000];
        for (int i = 0; i < garbage.length; i++) {
            var bytes = new byte[random.nextInt(1500)];
            random.nextBytes(bytes);
            garbage[i] = received(Octets.of(bytes));
        }

        assertCostsACounter(this::malformed, garbage);
    }

    @Test
    void oversizedDatagramsCostACounter() {
        assertCostsACounter(this::oversized, received(discover(1501)), received(discover(2048)));
    }

    @Test
    void aDatagramThatFillsItsFrameIsAnswered() {
        decisions.run(() -> server.take(received(discover(1500))));
        settle();

        assertThat(oversized()).isZero();
        assertThat(malformed()).isZero();
        assertThat(sent).hasValue(1);
    }

    private void assertCostsACounter(DoubleSupplier counter, Received... datagrams) {
        takeAll(datagrams); // what is compiled and loaded once does not count
        var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (var log = Logged.by("io.rackboot.dhcp.exchange")) {
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < FLOOD / datagrams.length; i++) {
                takeAll(datagrams);
            }
            long allocated = memory.getCurrentThreadAllocatedBytes() - before;

            assertThat(log.messages()).isEmpty();
            assertThat(allocated / FLOOD).as("bytes for each").isLessThan(1024);
        }
        settle();
        assertThat(counter.getAsDouble()).isEqualTo(FLOOD + datagrams.length);
        assertThat(registry.find("dhcp.received").counters())
                .as("requests that reach the deciding thread")
                .extracting(Counter::count)
                .containsOnly(0.0);
        assertThat(written).hasValue(0);
        assertThat(sent).hasValue(0);
        assertThat(table.leases()).isEmpty();
    }

    private void takeAll(Received... datagrams) {
        for (var datagram : datagrams) {
            server.take(datagram);
        }
    }

    /// A good one, with what comes behind its end.
    private static Octets discover(int length) {
        var message = DhcpWriter.write(Messages.of("52:54:00:00:00:01").discover(), 576)
                .bytes()
                .toByteArray();
        return Octets.of(Arrays.copyOf(message, length));
    }

    private Received received(Octets datagram) {
        return new Received(datagram, ARRIVAL, (_, _) -> sent.incrementAndGet());
    }

    private double malformed() {
        return registry.get("dhcp.malformed.datagrams").counter().count();
    }

    private double oversized() {
        return registry.get("dhcp.dropped.requests")
                .tag("reason", "oversized")
                .counter()
                .count();
    }

    private void settle() {
        var done = new CompletableFuture<Void>();
        decisions.run(() -> done.complete(null));
        done.join();
    }
}
