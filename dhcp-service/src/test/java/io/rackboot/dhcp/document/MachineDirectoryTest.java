package io.rackboot.dhcp.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MachineDirectoryTest {
    private static final Ip4Address KEPT = Ip4Address.parse("192.168.77.10");

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
