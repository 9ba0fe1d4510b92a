package io.rackboot.dhcp.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Logged;
import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.reply.Identity;
import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.SwitchPort;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MachineDirectoryTest {
    private static final Ip4Address KEPT = Ip4Address.parse("192.168.77.10");

    private static final String UUID_OF_ONE = "4c4c4544-0042-3510-8054-b3c04f435931";
    private static final String UUID_OF_ANOTHER = "4c4c4544-0042-3510-8054-b3c04f435932";
    private static final SwitchPort PORT = new SwitchPort(Optional.of("4574"), Optional.of("0a0b"));

    private final MachineDirectory directory = new MachineDirectory(new Rack("r1"));

    @Test
    void knowsAMachineByEachOfItsMacs() {
        directory.put("525400000001", document("192.168.77.10", "525400000001", "5254000000ff"));
        assertThat(holder("525400000001")).contains("525400000001");
        assertThat(holder("5254000000ff")).contains("525400000001");
        assertThat(holder("525400000002")).isEmpty();
        assertThat(directory.isReserved(KEPT)).isTrue();
        assertThat(directory.reservedBy("525400000001")).contains(KEPT);
    }

    @Test
    void forgetsWhatADocumentNoLongerSays() {
        directory.put("525400000001", document("192.168.77.10", "525400000001", "5254000000ff"));
        directory.put("525400000001", document("192.168.77.11", "525400000001"));
        assertThat(holder("5254000000ff")).isEmpty();
        assertThat(directory.isReserved(KEPT)).isFalse();
        assertThat(directory.isReserved(Ip4Address.parse("192.168.77.11"))).isTrue();
        directory.remove("525400000001");
        assertThat(holder("525400000001")).isEmpty();
        assertThat(directory.isReserved(Ip4Address.parse("192.168.77.11"))).isFalse();
        assertThat(directory.size()).isZero();
    }

    @Test
    void theLatestOfTwoClaimsCountsUntilItIsWithdrawn() {
        directory.put("525400000001", document("192.168.77.10", "525400000001", "5254000000ff"));
        directory.put("525400000002", document("192.168.77.10", "525400000002", "5254000000ff"));
        assertThat(holder("5254000000ff")).contains("525400000002");
        directory.remove("525400000002");
        assertThat(holder("5254000000ff")).contains("525400000001");
        assertThat(directory.isReserved(KEPT)).isTrue();
        directory.remove("525400000001");
        assertThat(holder("5254000000ff")).isEmpty();
        assertThat(directory.isReserved(KEPT)).isFalse();
    }

    @Test
    void theFormerOfTwoClaimsMayBeWithdrawnFirst() {
        directory.put("525400000001", document("192.168.77.10", "525400000001", "5254000000ff"));
        directory.put("525400000002", document("192.168.77.10", "525400000002", "5254000000ff"));
        directory.remove("525400000001");
        assertThat(holder("5254000000ff")).contains("525400000002");
        assertThat(directory.isReserved(KEPT)).isTrue();
    }

    @Test
    void knowsAMachineByWhatElseItsDocumentSays() {
        directory.put("525400000001", marked("525400000001", Optional.of("ff0001"), Optional.of(PORT)));

        assertThat(shown(identity("ff0001", UUID_OF_ANOTHER, "", "")))
                .as("client identifier")
                .contains("525400000001");
        assertThat(shown(identity("", UUID_OF_ONE, "", ""))).as("UUID").contains("525400000001");
        assertThat(shown(identity("", "", "4574", "0a0b"))).as("port").contains("525400000001");
        assertThat(shown(identity("", "", "4574", "0a0c")))
                .as("the same port of another switch")
                .isEmpty();
        assertThat(shown(identity("", "", "4574", "")))
                .as("a port, the switch unsaid")
                .isEmpty();
        assertThat(shown(identity("ff0002", UUID_OF_ANOTHER, "4575", "0a0b"))).isEmpty();

        directory.remove("525400000001");
        assertThat(shown(identity("ff0001", UUID_OF_ONE, "4574", "0a0b"))).isEmpty();
    }

    @Test
    void aPortThatIsSaidInOnePartIsThatOfEverySwitch() {
        directory.put(
                "525400000001",
                marked(
                        "525400000001",
                        Optional.empty(),
                        Optional.of(new SwitchPort(Optional.of("4574"), Optional.empty()))));

        assertThat(shown(identity("", "", "4574", "0a0b"))).contains("525400000001");
        assertThat(shown(identity("", "", "4574", ""))).contains("525400000001");
        assertThat(shown(identity("", "", "", "4574"))).isEmpty();
    }

    @Test
    void theHardwareAddressCountsMostThenTheClientIdentifierThenTheUuid() {
        directory.put("525400000001", marked("525400000001", Optional.of("ff0001"), Optional.of(PORT)));
        directory.put("525400000002", document("192.168.77.11", "525400000002"));
        var everything = new Identity(
                HardwareAddress.ofMac("525400000002"),
                Optional.of(Octets.ofHex("ff0001")),
                Optional.of(UUID.fromString(UUID_OF_ONE)),
                Optional.of(Octets.ofHex("4574")),
                Optional.of(Octets.ofHex("0a0b")));

        assertThat(shown(everything)).contains("525400000002");
    }

    @Test
    void whatTwoDocumentsClaimTellsNeither() {
        directory.put("525400000001", marked("525400000001", Optional.of("ff0001"), Optional.of(PORT)));
        try (var log = Logged.by(Marks.class.getName())) {
            directory.put("525400000002", marked("525400000002", Optional.of("ff0001"), Optional.of(PORT)));

            assertThat(log.messages())
                    .containsExactly(
                            "WARN client identifier ff0001 stands in the documents of machines 525400000001 and "
                                    + "525400000002; it tells neither",
                            "WARN UUID " + UUID_OF_ONE + " stands in the documents of machines 525400000001 and "
                                    + "525400000002; it tells neither",
                            "WARN switch port 4574/0a0b stands in the documents of machines 525400000001 and "
                                    + "525400000002; it tells neither");
        }
        assertThat(shown(identity("ff0001", UUID_OF_ONE, "4574", "0a0b"))).isEmpty();

        directory.remove("525400000001");
        assertThat(shown(identity("ff0001", UUID_OF_ONE, "4574", "0a0b"))).contains("525400000002");
    }

    @Test
    void aMachineOfOldIsNoLongerThatOneWhereTheRequestShowsAnother() {
        directory.put("525400000001", marked("525400000001", Optional.of("ff0001"), Optional.of(PORT)));

        assertThat(named(identity("", "", "", ""))).isPresent();
        assertThat(named(identity("ff0002", "", "4574", "0a0b"))).isPresent();
        assertThat(named(identity("", UUID_OF_ANOTHER, "", ""))).isEmpty();
        assertThat(named(identity("", "", "4575", "0a0b"))).isEmpty();
        directory.remove("525400000001");
        assertThat(named(identity("", "", "", ""))).isEmpty();
    }

    @Test
    void countsTheMachinesOfItsRackThatHaveNoAddressOfTheirOwn() {
        directory.put("525400000001", document("192.168.77.10", "525400000001"));
        directory.put("525400000002", marked("525400000002", Optional.empty(), Optional.empty()));
        directory.put("525400000003", elsewhere("525400000003"));

        assertThat(directory.pooledMachines()).isOne();
        assertThat(directory.pooledMachine(lease("525400000001"))).isEmpty();
        assertThat(directory.pooledMachine(lease("525400000002"))).contains("525400000002");
        assertThat(directory.pooledMachine(lease("525400000003"))).isEmpty();
        assertThat(directory.pooledMachine(lease("5254000000ff").of("525400000002")))
                .contains("525400000002");
        directory.put("525400000002", document("192.168.77.11", "525400000002"));
        assertThat(directory.pooledMachines()).isZero();
    }

    private Optional<String> shown(Identity identity) {
        return directory.byIdentity(identity).map(Machine::id).map(MachineId::text);
    }

    private Optional<Machine> named(Identity identity) {
        return directory.byName("525400000001", identity);
    }

    private static Identity identity(String clientIdentifier, String uuid, String circuitId, String remoteId) {
        return new Identity(
                HardwareAddress.ofMac("5254000000ff"),
                hex(clientIdentifier),
                Optional.of(uuid).filter(text -> !text.isEmpty()).map(UUID::fromString),
                hex(circuitId),
                hex(remoteId));
    }

    private static Optional<Octets> hex(String text) {
        return Optional.of(text).filter(hex -> !hex.isEmpty()).map(Octets::ofHex);
    }

    private static Lease lease(String mac) {
        return new Lease(
                KEPT,
                new ClientKey(mac),
                HardwareAddress.ofMac(mac),
                Optional.empty(),
                "rack",
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                Lease.State.EXPIRED);
    }

    private static MachineDocument marked(String id, Optional<String> clientIdentifier, Optional<SwitchPort> port) {
        return new MachineDocument(
                new MachineId(id),
                List.of(new MachineId(id)),
                port.map(_ -> UUID.fromString(UUID_OF_ONE)),
                Optional.empty(),
                new Rack("r1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Loader.AUTO,
                Optional.empty(),
                clientIdentifier,
                port);
    }

    private static MachineDocument elsewhere(String id) {
        return new MachineDocument(
                new MachineId(id),
                List.of(new MachineId(id)),
                Optional.empty(),
                Optional.empty(),
                new Rack("r2"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Loader.AUTO,
                Optional.empty());
    }

    private Optional<String> holder(String mac) {
        return directory.byHardware(HardwareAddress.ofMac(mac)).map(Machine::id).map(MachineId::text);
    }

    private static MachineDocument document(String address, String... macs) {
        var ids = Stream.of(macs).map(MachineId::new).toList();
        return new MachineDocument(
                ids.getFirst(),
                List.copyOf(ids),
                Optional.empty(),
                Optional.empty(),
                new Rack("r1"),
                Optional.empty(),
                Optional.of(new Ipv4(address)),
                Optional.empty(),
                Optional.empty(),
                Loader.AUTO,
                Optional.empty());
    }
}
