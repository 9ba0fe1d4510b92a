package io.rackboot.dhcp.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Messages;
import io.rackboot.dhcp.fact.BootStory;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.journal.OutboxFact;
import io.rackboot.dhcp.reply.Arrival;
import io.rackboot.dhcp.reply.BootChoice;
import io.rackboot.dhcp.reply.BootSite;
import io.rackboot.dhcp.reply.Conduct;
import io.rackboot.dhcp.reply.Decision;
import io.rackboot.dhcp.reply.Extensions;
import io.rackboot.dhcp.reply.Parameters;
import io.rackboot.dhcp.reply.RecentBoots;
import io.rackboot.dhcp.reply.Responder;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.SwitchPort;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Machines that their documents know by something else than the hardware address that they come with.
class IdentifiedMachinesTest {
    private static final Ip4Address SERVER = Ip4Address.parse("192.168.77.1");
    private static final Arrival BROADCAST = new Arrival("rack0", SERVER, Ip4Address.ANY, Ip4Address.BROADCAST);
    private static final Ip4Address OWN = Ip4Address.parse("192.168.77.20");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ID = "525400000001";
    private static final Subnet RACK = new Subnet(
            "rack",
            Ip4Address.parse("192.168.77.0"),
            24,
            List.of(Range.parse("192.168.77.100-192.168.77.199")),
            List.of(),
            List.of(),
            Optional.empty(),
            Duration.ofMinutes(10));

    /// Option 97 of UUID 4c4c4544-0042-3510-8054-b3c04f435931, its first fields little-endian.
    private static final Octets UUID_ON_THE_WIRE = Octets.ofHex("0044454c4c420010358054b3c04f435931");

    /// A card that no document names.
    private final Messages card = Messages.of("52:54:00:00:00:99");

    private final MachineDirectory directory = new MachineDirectory(new Rack("r1"));
    private LeaseTable table;
    private Responder responder;

    IdentifiedMachinesTest() {
        start(List.of());
    }

    private void start(Collection<Lease> stored) {
        table = new LeaseTable(List.of(RACK), directory, List.copyOf(stored));
        responder = new Responder(
                List.of(SharedNetwork.of(RACK)),
                Conduct.RACK,
                Extensions.NONE,
                new BootChoice(BootSite.SAME_HOST, RecentBoots.NONE),
                Parameters.NONE,
                table,
                directory);
    }

    @Test
    void firmwareShowsItsUuidAndTheSystemThatDoesNotGetsTheSameAddress() {
        document(Optional.of("4c4c4544-0042-3510-8054-b3c04f435931"), Optional.empty(), Optional.empty());

        assertThat(boot(uuid())).isEqualTo(OWN);
        assertThat(boot(options -> options)).as("the system").isEqualTo(OWN);
        start(table.leases());
        assertThat(acked(card.renew(OWN)))
                .as("the system renews after a restart of the server")
                .isEqualTo(OWN);
    }

    @Test
    void aSystemShowsItsClientIdentifier() {
        document(Optional.empty(), Optional.of("ff00112233"), Optional.empty());

        assertThat(boot(options -> options.put(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex("ff00112233"))))
                .isEqualTo(OWN);
        assertThat(boot(options -> options)).as("its firmware, from then on").isEqualTo(OWN);
    }

    @Test
    void whateverIsPluggedIntoAPortIsItsMachine() {
        document(Optional.empty(), Optional.empty(), Optional.of(port("4574683137", "0a0b")));

        assertThat(boot(plugged("4574683137", "0a0b"))).isEqualTo(OWN);
        assertThat(boot(options -> options)).as("a renewal past the relay").isEqualTo(OWN);
        assertThat(boot(plugged("4574683138", "0a0b"))).as("in another port").isNotEqualTo(OWN);
    }

    @Test
    void theNextMachineInThePortIsItWhenTheFormerOnesLeaseHasEnded() {
        document(Optional.empty(), Optional.empty(), Optional.of(port("4574683137", "0a0b")));
        boot(plugged("4574683137", "0a0b"));
        var next = Messages.of("52:54:00:00:00:98");
        assertThat(boot(next, plugged("4574683137", "0a0b")))
                .as("while the former holds it")
                .isNotEqualTo(OWN);

        decide(card.release(OWN));

        assertThat(boot(next, plugged("4574683137", "0a0b"))).isEqualTo(OWN);
        assertThat(boot(options -> options)).as("the former one, elsewhere").isNotEqualTo(OWN);
    }

    @Test
    void aMachineWhoseDocumentIsGoneIsAnybody() {
        document(Optional.empty(), Optional.empty(), Optional.of(port("4574683137", "0a0b")));
        boot(plugged("4574683137", "0a0b"));

        directory.remove(ID);
        table.reservationChanged(OWN);

        assertThat(boot(plugged("4574683137", "0a0b"))).isEqualTo(Ip4Address.parse("192.168.77.100"));
    }

    @Test
    void theFactsNameTheMachine() {
        document(Optional.of("4c4c4544-0042-3510-8054-b3c04f435931"), Optional.empty(), Optional.empty());
        var story = new BootStory(new Rack("r1"), List.of(RACK), directory);

        var discover = card.message(
                MessageType.DHCPDISCOVER,
                Ip4Address.ANY,
                options -> uuid().apply(options)
                        .put(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003000")
                        .putBytes(OptionCode.CLIENT_SYSTEM_ARCHITECTURE.code(), Octets.ofInts(0, 7)));
        assertThat(subjects(story, discover)).containsExactly("boot.r1." + ID + ".boot-requested");
        assertThat(subjects(story, card.message(MessageType.DHCPREQUEST, OWN, uuid())))
                .containsExactly("boot.r1." + ID + ".lease-granted");
        assertThat(subjects(story, card.renew(OWN))).containsExactly("boot.r1." + ID + ".lease-renewed");
        var expired = List.<LeaseChange>of(
                new LeaseChange.Expired(table.leaseAt(OWN).orElseThrow().expired()));
        assertThat(story.of(expired, NOON))
                .extracting(OutboxFact::subject)
                .containsExactly("boot.r1." + ID + ".lease-expired");
        assertThat(table.leaseAt(OWN).flatMap(Lease::machine)).contains(ID);
    }

    @Test
    void aUuidThatMakersPutOnEveryBoardTellsNothing() {
        document(Optional.of("03000200-0400-0500-0006-000700080009"), Optional.empty(), Optional.empty());
        var everybodys = Octets.ofHex("0000020003000400050006000700080009");

        assertThat(boot(options -> options.putBytes(97, everybodys))).isNotEqualTo(OWN);
    }

    private List<String> subjects(BootStory story, DhcpMessage request) {
        var decision = responder.decide(request, BROADCAST, NOON);
        var facts = story.of(request, BROADCAST, decision, decision.changes(), table, NOON);
        decision.changes().forEach(table::apply);
        return facts.stream().map(OutboxFact::subject).toList();
    }

    private static UnaryOperator<DhcpOptions.Builder> uuid() {
        return options -> options.putBytes(OptionCode.CLIENT_MACHINE_IDENTIFIER.code(), UUID_ON_THE_WIRE);
    }

    private static UnaryOperator<DhcpOptions.Builder> plugged(String circuitId, String remoteId) {
        var port = new LinkedHashMap<Integer, Octets>();
        port.put(SubOptions.AGENT_CIRCUIT_ID, Octets.ofHex(circuitId));
        port.put(SubOptions.AGENT_REMOTE_ID, Octets.ofHex(remoteId));
        return options -> options.put(OptionCode.RELAY_AGENT_INFORMATION, new SubOptions(port));
    }

    private static SwitchPort port(String circuitId, String remoteId) {
        return new SwitchPort(Optional.of(circuitId), Optional.of(remoteId));
    }

    private Ip4Address boot(UnaryOperator<DhcpOptions.Builder> shows) {
        return boot(card, shows);
    }

    private Ip4Address boot(Messages client, UnaryOperator<DhcpOptions.Builder> shows) {
        var offer = decide(client.message(MessageType.DHCPDISCOVER, Ip4Address.ANY, shows));
        return acked(client.message(
                MessageType.DHCPREQUEST,
                Ip4Address.ANY,
                options -> shows.apply(options)
                        .put(OptionCode.SERVER_IDENTIFIER, SERVER)
                        .put(OptionCode.REQUESTED_IP_ADDRESS, reply(offer).yiaddr())));
    }

    private Ip4Address acked(DhcpMessage request) {
        var ack = reply(decide(request));
        assertThat(ack.messageType()).contains(MessageType.DHCPACK);
        return ack.yiaddr();
    }

    private static DhcpMessage reply(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Reply.class);
        return ((Decision.Reply) decision).message();
    }

    private Decision decide(DhcpMessage request) {
        var decision = responder.decide(request, BROADCAST, NOON);
        decision.changes().forEach(table::apply);
        return decision;
    }

    /// A machine with an address of its own, whose document names another card.
    private void document(Optional<String> uuid, Optional<String> clientIdentifier, Optional<SwitchPort> port) {
        var id = new MachineId(ID);
        directory.put(
                ID,
                new MachineDocument(
                        id,
                        List.of(id),
                        uuid.map(UUID::fromString),
                        Optional.empty(),
                        new Rack("r1"),
                        Optional.empty(),
                        Optional.of(new Ipv4(OWN.toString())),
                        Optional.empty(),
                        Optional.empty(),
                        Loader.AUTO,
                        Optional.empty(),
                        clientIdentifier,
                        port));
        table.reservationChanged(OWN);
    }
}
