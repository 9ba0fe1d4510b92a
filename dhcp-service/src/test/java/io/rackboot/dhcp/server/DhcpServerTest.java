package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.dhcp.Messages;
import io.rackboot.dhcp.fact.BootStory;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.journal.Commit;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.reply.BootChoice;
import io.rackboot.dhcp.reply.BootSite;
import io.rackboot.dhcp.reply.Conduct;
import io.rackboot.dhcp.reply.Extensions;
import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.reply.Parameters;
import io.rackboot.dhcp.reply.RecentBoots;
import io.rackboot.dhcp.reply.ReplyDestination;
import io.rackboot.dhcp.reply.Responder;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.DhcpReader;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.Xid;
import io.rackboot.events.BootClient;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.FactType;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Loader;
import io.rackboot.events.fact.BootRequested;
import io.rackboot.events.fact.Fact;
import io.rackboot.events.fact.LeaseExpired;
import io.rackboot.events.fact.LeaseGranted;
import io.rackboot.events.fact.LeaseReleased;
import io.rackboot.events.fact.RequestRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The server between a socket and a disk that do what the test says.
class DhcpServerTest {
    private static final Ip4Address SERVER = Ip4Address.parse("192.168.77.1");
    private static final Arrival ARRIVAL = new Arrival("rack0", SERVER, Ip4Address.ANY, Ip4Address.BROADCAST);
    private static final Subnet RACK = new Subnet(
            "rack",
            Ip4Address.parse("192.168.77.0"),
            24,
            List.of(Range.parse("192.168.77.100-192.168.77.101")),
            List.of(),
            List.of(),
            Optional.empty(),
            Duration.ofMinutes(10));

    private record Sent(DhcpMessage message, ReplyDestination destination) {}

    private final Map<HardwareAddress, Machine> documents = new HashMap<>();
    private final Machines machines = hardware -> Optional.ofNullable(documents.get(hardware));
    private final LeaseTable table = new LeaseTable(List.of(RACK), this::isReserved, List.of());
    private final DecisionThread decisions = DecisionThreads.own();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ServerMeters meters = new ServerMeters(registry);
    private final List<Commit> written = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final Map<Ip4Address, HardwareAddress> offered = new HashMap<>();
    private Consumer<Consumer<CommitOutcome>> disk = then -> then.accept(new CommitOutcome.Durable());
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final Commits commits = new Commits(
            table,
            (commit, then) -> {
                written.add(commit);
                disk.accept(then);
            },
            decisions,
            meters,
            _ -> {});
    private final DhcpServer server = new DhcpServer(
            new Responder(
                    List.of(SharedNetwork.of(RACK)),
                    Conduct.RACK,
                    new Extensions(true, Set.of()),
                    new BootChoice(BootSite.SAME_HOST, RecentBoots.NONE),
                    Parameters.NONE,
                    table,
                    machines),
            table,
            new BootStory(new Rack("r1"), List.of(RACK), machines),
            commits,
            decisions,
            meters,
            (address, client) -> offered.put(address, client),
            () -> now);

    @AfterEach
    void close() {
        decisions.close();
    }

    @Test
    void aReplyThatPromisesALeaseWaitsForTheDisk() {
        var waiting = new ArrayList<Consumer<CommitOutcome>>();
        disk = waiting::add;
        var machine = Messages.of("52:54:00:00:00:01");

        take(machine.discover());
        assertThat(sent).hasSize(1);
        take(machine.request(sent.getFirst().message()));
        assertThat(sent).hasSize(1);
        assertThat(written.getLast().leases()).hasSize(1);
        assertThat(names(written.getLast())).containsExactly("lease-granted");

        waiting.getLast().accept(new CommitOutcome.Durable());

        assertThat(sent).hasSize(2);
        assertThat(sent.getLast().message().messageType()).contains(MessageType.DHCPACK);
        assertThat(sent.getLast().destination())
                .isEqualTo(
                        new ReplyDestination.ToHardware(sent.getLast().message().yiaddr(), machine.chaddr()));
    }

    @Test
    void aLeaseInTwoMessagesWaitsForTheDiskToo() {
        var waiting = new ArrayList<Consumer<CommitOutcome>>();
        disk = waiting::add;
        var machine = Messages.of("52:54:00:00:00:01");

        take(machine.message(
                MessageType.DHCPDISCOVER,
                Ip4Address.ANY,
                options -> options.put(OptionCode.RAPID_COMMIT, Octets.EMPTY)));
        assertThat(sent).isEmpty();
        assertThat(names(written.getLast())).containsExactly("lease-granted");
        waiting.getLast().accept(new CommitOutcome.Durable());

        var ack = sent.getFirst().message();
        assertThat(ack.messageType()).contains(MessageType.DHCPACK);
        assertThat(ack.options().contains(OptionCode.RAPID_COMMIT)).isTrue();
        assertThat(table.leaseAt(ack.yiaddr()).map(Lease::state)).contains(Lease.State.BOUND);
    }

    @Test
    void withoutADiskThereIsNoLeaseAndNoReply() {
        var machine = Messages.of("52:54:00:00:00:01");
        var offer = ask(machine.discover());
        disk = then -> then.accept(new CommitOutcome.Failed("disk full"));

        take(machine.request(offer));
        settle();

        assertThat(sent).hasSize(1);
        assertThat(table.leases()).isEmpty();
        assertThat(commits.failure()).contains("disk full");
        assertThat(count("dhcp.dropped.requests", "reason", "not-durable")).isOne();

        disk = then -> then.accept(new CommitOutcome.Durable());
        assertThat(ask(machine.request(offer)).messageType()).contains(MessageType.DHCPACK);
        assertThat(commits.failure()).isEmpty();
    }

    @Test
    void anOfferIsToldToWhoWatchesThem() {
        var machine = Messages.of("52:54:00:00:00:01");

        var offer = ask(machine.discover());

        assertThat(offered).isEqualTo(Map.of(offer.yiaddr(), machine.chaddr()));
        offered.clear();
        ask(machine.request(offer));
        assertThat(offered).isEmpty();
    }

    @Test
    void aBootpClientHasItsLeaseForEverAndItsFacts() {
        var kept = Ip4Address.parse("192.168.77.42");
        var client = HardwareAddress.ofMac("52:54:00:00:00:01");
        documents.put(
                client, new Machine(new MachineId("525400000001"), Optional.of(kept), Optional.empty(), Loader.AUTO));

        var reply = ask(bootRequest(client));

        assertThat(reply.messageType()).isEmpty();
        assertThat(reply.yiaddr()).isEqualTo(kept);
        assertThat(table.leaseAt(kept).map(Lease::expires)).contains(Lease.NEVER);
        assertThat(names(written.getLast())).containsExactly("boot-requested", "lease-granted");
        var requested = (BootRequested) facts(written.getLast()).getFirst();
        assertThat(requested.client()).isEqualTo(BootClient.BOOTP);
        assertThat(requested.architecture()).isEqualTo(0xffff);
        var granted = (LeaseGranted) facts(written.getLast()).getLast();
        assertThat(granted.leaseTime()).isEqualTo(Duration.ofSeconds(0xffff_ffffL));
        assertThat(granted.expires()).isEqualTo(Lease.NEVER);
        assertThat(granted.bootFile()).contains("525400000001/undionly.kpxe");
        assertThat(count("dhcp.received", "type", "BOOTP")).isOne();
        assertThat(count("dhcp.sent", "type", "BOOTP")).isOne();

        now = now.plusSeconds(4);
        ask(bootRequest(client));
        assertThat(names(written.getLast())).containsExactly("lease-renewed");
        assertThat(table.leaseAt(kept).map(Lease::granted)).contains(now.minusSeconds(4));
    }

    private static DhcpMessage bootRequest(HardwareAddress client) {
        return new DhcpMessage(
                Op.BOOTREQUEST,
                client,
                0,
                new Xid(1),
                0,
                0,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Ip4Address.ANY,
                Octets.EMPTY,
                Octets.EMPTY,
                DhcpOptions.NONE);
    }

    @Test
    void aLeaseThatRunsOutIsTold() {
        var machine = Messages.of("52:54:00:00:00:01");
        var ack = ask(machine.request(ask(machine.discover())));
        written.clear();

        now = now.plus(RACK.leaseTime()).minusSeconds(1);
        tick();
        assertThat(written).isEmpty();
        now = now.plusSeconds(1);
        tick();

        assertThat(table.leaseAt(ack.yiaddr()).map(Lease::state)).contains(Lease.State.EXPIRED);
        assertThat(facts(written.getFirst()))
                .containsExactly(new LeaseExpired(
                        new Rack("r1"),
                        new MachineId("525400000001"),
                        new Ipv4(ack.yiaddr().toString())));
    }

    @Test
    void whoIsGivenAnotherAddressGivesBackTheFormer() {
        var machine = Messages.of("52:54:00:00:00:01");
        var former = ask(machine.request(ask(machine.discover()))).yiaddr();
        var kept = Ip4Address.parse("192.168.77.42");
        documents.put(
                machine.chaddr(),
                new Machine(new MachineId("525400000001"), Optional.of(kept), Optional.empty(), Loader.AUTO));

        var ack = ask(machine.request(ask(machine.discover())));

        assertThat(ack.yiaddr()).isEqualTo(kept);
        assertThat(written.getLast().leases())
                .extracting(Lease::address, Lease::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(former, Lease.State.RELEASED),
                        org.assertj.core.groups.Tuple.tuple(kept, Lease.State.BOUND));
        assertThat(names(written.getLast())).containsExactly("lease-released", "lease-granted");
        assertThat(facts(written.getLast()).getFirst()).isInstanceOf(LeaseReleased.class);
    }

    @Test
    void aFullPoolIsToldOnceAMinutePerMachine() {
        for (var mac : List.of("52:54:00:00:00:01", "52:54:00:00:00:02")) {
            var machine = Messages.of(mac);
            ask(machine.request(ask(machine.discover())));
        }
        written.clear();
        var late = Messages.of("52:54:00:00:00:03");

        take(late.discover());
        take(late.discover());
        now = now.plusSeconds(60);
        take(late.discover());

        var told = written.stream().flatMap(commit -> facts(commit).stream()).toList();
        assertThat(told).hasSize(2);
        assertThat(((RequestRefused) told.getFirst()).reason()).isEqualTo("no-free-address");
        assertThat(count("dhcp.silences", "reason", "no-free-address")).isEqualTo(3);
    }

    @Test
    void malformedDatagramsAndOptionsAreCountedAndChangeNothing() {
        decisions.run(() -> server.take(new Received(Octets.ofInts(1, 1, 6), ARRIVAL, this::send)));
        var odd = Messages.of("52:54:00:00:00:01")
                .message(
                        MessageType.DHCPREQUEST,
                        Ip4Address.ANY,
                        options -> options.putBytes(OptionCode.REQUESTED_IP_ADDRESS.code(), Octets.ofInts(1, 2, 3)));
        take(odd);

        assertThat(count("dhcp.malformed.datagrams")).isEqualTo(2);
        assertThat(sent).isEmpty();
        assertThat(written).isEmpty();
    }

    private DhcpMessage ask(DhcpMessage request) {
        int before = sent.size();
        take(request);
        assertThat(sent).hasSize(before + 1);
        return sent.getLast().message();
    }

    private void take(DhcpMessage request) {
        decisions.run(
                () -> server.take(new Received(DhcpWriter.write(request, 1500).bytes(), ARRIVAL, this::send)));
        settle();
    }

    private void tick() {
        server.tick();
        settle();
    }

    /// Waits until the decision thread has nothing left to do.
    private void settle() {
        var done = new CompletableFuture<Void>();
        decisions.run(() -> done.complete(null));
        done.join();
    }

    private void send(Octets datagram, ReplyDestination destination) {
        sent.add(new Sent(DhcpReader.read(datagram), destination));
    }

    private boolean isReserved(Ip4Address address) {
        return documents.values().stream()
                .anyMatch(machine -> machine.address().filter(address::equals).isPresent());
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private static List<String> names(Commit commit) {
        return facts(commit).stream().map(fact -> FactType.of(fact).name()).toList();
    }

    private static List<Fact> facts(Commit commit) {
        return commit.facts().stream()
                .map(fact -> switch (CloudEventCodec.decode(fact.payload().toByteArray())) {
                    case CloudEventCodec.Decoded.Known(CloudEvent event) -> {
                        assertThat(fact.id()).isEqualTo(event.id());
                        assertThat(fact.subject()).isEqualTo(event.subject());
                        yield event.fact();
                    }
                    case CloudEventCodec.Decoded other -> throw new AssertionError(other.toString());
                })
                .toList();
    }
}
