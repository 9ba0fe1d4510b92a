package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.rackboot.dhcp.reply.Reason;
import io.rackboot.dhcp.reply.RecentBoots;
import io.rackboot.dhcp.reply.Responder;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpReader;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.Rack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the server counts and logs of each packet, and how it goes over to other subnets between two of them.
class ServerReportsTest {
    private static final Ip4Address SERVER = Ip4Address.parse("192.168.77.1");
    private static final Arrival ARRIVAL = new Arrival("rack0", SERVER, Ip4Address.ANY, Ip4Address.BROADCAST);
    private static final Subnet RACK = subnet("192.168.77.100-192.168.77.101");
    private static final HardwareAddress FAULTY = HardwareAddress.ofMac("52:54:00:00:00:ff");
    private static final String LABEL = ".*\\(xid (none|[0-9a-f]{8}), chaddr (none|[0-9a-f/:]*), interface rack0\\)";

    private final Machines machines = hardware -> {
        if (hardware.equals(FAULTY)) {
            throw new IllegalStateException("a fault");
        }
        return Optional.empty();
    };
    private final LeaseTable table = new LeaseTable(List.of(RACK), _ -> false, List.of());
    private final DecisionThread decisions = DecisionThreads.own();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ServerMeters meters = new ServerMeters(registry);
    private final List<DhcpMessage> sent = new CopyOnWriteArrayList<>();
    private Consumer<Consumer<CommitOutcome>> disk = then -> then.accept(new CommitOutcome.Durable());
    private final DhcpServer server = server();

    private DhcpServer server() {
        var commits = new Commits(table, (_, then) -> disk.accept(then), decisions, meters, _ -> {});
        return new DhcpServer(
                responder(RACK),
                table,
                new BootStory(new Rack("r1"), List.of(RACK), machines),
                commits,
                decisions,
                meters,
                OfferWatch.NONE,
                () -> Instant.parse("2026-11-20T12:00:00Z"));
    }

    private Responder responder(Subnet subnet) {
        return new Responder(
                List.of(SharedNetwork.of(subnet)),
                Conduct.RACK,
                new Extensions(true, Set.of()),
                new BootChoice(BootSite.SAME_HOST, RecentBoots.NONE),
                Parameters.NONE,
                table,
                machines);
    }

    @AfterEach
    void close() {
        decisions.close();
    }

    @Test
    void aDatagramThatIsTooLongIsNotReadAndCounted() {
        take(Octets.of(new byte[Received.LONGEST + 1]));
        take(Octets.of(new byte[Received.LONGEST]));

        assertThat(dropped("oversized")).isOne();
        assertThat(registry.get("dhcp.malformed.datagrams").counter().count()).isOne();
        assertThat(sent).isEmpty();
    }

    @Test
    void aFaultCostsOneAnswerAndTheLogNamesItsPacket() {
        var faulty = new Messages(FAULTY, Ip4Address.ANY).discover();
        try (var logged = Logged.by("io.rackboot.dhcp.exchange")) {
            take(faulty);
            ask(Messages.of("52:54:00:00:00:01").discover());

            assertThat(logged.messages())
                    .containsExactly("ERROR no answer, a request could not be handled: a fault of this program (xid "
                            + faulty.xid() + ", chaddr 52:54:00:00:00:ff, interface rack0)");
        }
        assertThat(dropped("fault")).isOne();
    }

    @Test
    void whatTheDiskDoesNotTakeIsCountedBesideTheFailedCommit() {
        var machine = Messages.of("52:54:00:00:00:01");
        var offer = ask(machine.discover());
        disk = then -> then.accept(new CommitOutcome.Failed("no room"));

        take(machine.request(offer));

        assertThat(dropped("not-durable")).isOne();
        assertThat(registry.get("dhcp.commits").tag("outcome", "failed").timer().count())
                .isOne();
    }

    @Test
    void eachTypeAndEachDelayIsCounted() {
        var machine = Messages.of("52:54:00:00:00:01");
        ask(machine.request(ask(machine.discover())));
        ask(machine.reboot(Ip4Address.parse("10.1.2.3")));

        for (var type : List.of("DHCPOFFER", "DHCPACK", "DHCPNAK")) {
            assertThat(registry.get("dhcp.sent").tag("type", type).counter().count())
                    .isOne();
            assertThat(registry.get("dhcp.replies").tag("type", type).timer().count())
                    .isOne();
        }
        assertThat(registry.get("dhcp.received")
                        .tag("type", "DHCPREQUEST")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("dhcp.decisions").timer().count()).isEqualTo(3);
    }

    @Test
    void everyReasonAndEveryTypeHasItsCounterFromTheStart() {
        for (var reason : Reason.values()) {
            assertThat(registry.get("dhcp.silences")
                            .tag("reason", reason.text())
                            .counter()
                            .count())
                    .isZero();
        }
        for (var drop : Drop.values()) {
            assertThat(dropped(drop.text())).isZero();
        }
        for (var type : MessageType.values()) {
            assertThat(registry.get("dhcp.received")
                            .tag("type", type.name())
                            .counter()
                            .count())
                    .isZero();
        }
    }

    /// One line at least for each packet, each with what identifies it.
    @Test
    void eachPacketLeavesALineThatNamesIt() {
        var machine = Messages.of("52:54:00:00:00:01");
        try (var logged = Logged.allBy("io.rackboot.dhcp.exchange")) {
            var ack = ask(machine.request(ask(machine.discover())));
            ask(machine.reboot(Ip4Address.parse("10.1.2.3")));
            ask(machine.renew(ack.yiaddr()));
            take(machine.release(ack.yiaddr()));
            take(machine.release(ack.yiaddr()));
            take(bytes(machine.discover()).slice(0, 100));
            take(Octets.ofInts(1, 1, 6));
            take(Octets.of(new byte[Received.BUFFER]));
            take(malformedOption(machine));
            take(reply(machine));
            take(new Messages(FAULTY, Ip4Address.ANY).discover());
            disk = then -> then.accept(new CommitOutcome.Failed("no room"));
            take(machine.request(ask(machine.discover())));

            assertThat(logged.messages()).hasSize(14).allMatch(line -> line.matches(LABEL));
        }
    }

    @Test
    void anAnswerThatWaitsForTheDiskOutlivesTheChangeOfSubnets() {
        var waiting = new ArrayList<Consumer<CommitOutcome>>();
        var machine = Messages.of("52:54:00:00:00:01");
        var offer = ask(machine.discover());
        disk = waiting::add;
        take(machine.request(offer));
        assertThat(sent).hasSize(1);

        var upper = subnet("192.168.77.110-192.168.77.119");
        server.serve(List.of(upper), responder(upper)).join();
        waiting.forEach(then -> then.accept(new CommitOutcome.Durable()));

        assertThat(sent.getLast().messageType()).contains(MessageType.DHCPACK);
        assertThat(sent.getLast().yiaddr()).isEqualTo(offer.yiaddr());
        disk = then -> then.accept(new CommitOutcome.Durable());
        var nak = ask(machine.renew(offer.yiaddr()));
        assertThat(nak.messageType()).contains(MessageType.DHCPNAK);
        assertThat(nak.options().get(OptionCode.MESSAGE)).contains(offer.yiaddr() + " is in no range of subnet rack");
        var again = ask(machine.request(ask(machine.discover())));
        assertThat(again.yiaddr()).isEqualTo(Ip4Address.parse("192.168.77.110"));
        assertThat(table.leaseAt(offer.yiaddr()).orElseThrow().isBound()).isFalse();
    }

    private static DhcpMessage malformedOption(Messages machine) {
        return machine.message(
                MessageType.DHCPREQUEST,
                Ip4Address.ANY,
                options -> options.putBytes(OptionCode.REQUESTED_IP_ADDRESS.code(), Octets.ofInts(1, 2, 3)));
    }

    private static Octets reply(Messages machine) {
        var bytes = bytes(machine.discover()).toByteArray();
        bytes[0] = 2;
        assertThat(DhcpReader.read(Octets.of(bytes)).op()).isEqualTo(Op.BOOTREPLY);
        return Octets.of(bytes);
    }

    private DhcpMessage ask(DhcpMessage request) {
        int before = sent.size();
        take(request);
        assertThat(sent).hasSize(before + 1);
        return sent.getLast();
    }

    private void take(DhcpMessage request) {
        take(bytes(request));
    }

    private void take(Octets datagram) {
        decisions.run(() -> server.take(received(datagram)));
        var done = new CompletableFuture<Void>();
        decisions.run(() -> done.complete(null));
        done.join();
    }

    private Received received(Octets datagram) {
        return new Received(datagram, ARRIVAL, (reply, _) -> sent.add(DhcpReader.read(reply)));
    }

    private static Octets bytes(DhcpMessage message) {
        return DhcpWriter.write(message, 1500).bytes();
    }

    private double dropped(String reason) {
        return registry.get("dhcp.dropped.requests")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static Subnet subnet(String range) {
        return new Subnet(
                "rack",
                Ip4Address.parse("192.168.77.0"),
                24,
                List.of(Range.parse(range)),
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofMinutes(10));
    }
}
