package io.rackboot.dhcp.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Messages;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
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
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.Loader;
import io.rackboot.events.document.MachineDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A rack of known machines is switched off; somebody with ever new hardware addresses takes what he can get for hours;
/// the rack is switched on. Every machine of it gets an address, and who had one gets that.
class FloodTest {
    private static final Duration LEASE_TIME = Duration.ofMinutes(10);
    private static final Ip4Address SERVER = Ip4Address.parse("192.168.77.1");
    private static final Arrival BROADCAST = new Arrival("rack0", SERVER, Ip4Address.ANY, Ip4Address.BROADCAST);
    private static final Subnet RACK = new Subnet(
            "rack",
            Ip4Address.parse("192.168.77.0"),
            24,
            List.of(Range.parse("192.168.77.100-192.168.77.199")),
            List.of(),
            List.of(),
            Optional.empty(),
            LEASE_TIME);

    /// Without documents; they renew their leases before they go.
    private static final List<String> RESIDENTS = macs(0x01, 20);

    /// With documents, up for a moment only.
    private static final List<String> SEEN = macs(0x02, 10);

    /// With documents, never up.
    private static final List<String> AWAITED = macs(0x03, 15);

    /// With an address of its own.
    private static final String RESERVED = "52:54:00:04:00:00";

    private final MachineDirectory directory = new MachineDirectory(new Rack("r1"));
    private final LeaseTable table = new LeaseTable(List.of(RACK), directory, List.of());
    private final Responder responder = new Responder(
            List.of(SharedNetwork.of(RACK)),
            Conduct.RACK,
            Extensions.NONE,
            new BootChoice(BootSite.SAME_HOST, RecentBoots.NONE),
            Parameters.NONE,
            table,
            directory);
    private final Map<String, Ip4Address> before = new HashMap<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private int strangers;

    @BeforeEach
    void theRackWasUp() {
        Stream.concat(SEEN.stream(), AWAITED.stream()).forEach(mac -> document(mac, Optional.empty()));
        document(RESERVED, Optional.of("192.168.77.150"));
        RESIDENTS.forEach(mac -> before.put(mac, boot(mac).orElseThrow()));
        pass(Duration.ofMinutes(5));
        RESIDENTS.forEach(mac -> renew(mac, before.get(mac)));
        SEEN.forEach(mac -> before.put(mac, boot(mac).orElseThrow()));
        pass(Duration.ofMinutes(20));
        assertThat(table.use().getFirst().bound()).isZero();
    }

    @Test
    void aFloodOfLeasesLeavesEveryKnownMachineItsAddress() {
        for (int minute = 0; minute < 180; minute++) {
            pass(Duration.ofMinutes(1));
            for (int i = 0; i < 200; i++) {
                boot(stranger());
            }
        }

        assertThat(refusal(stranger()))
                .isEqualTo("no-free-address: the 45 free addresses of subnet rack are kept for known machines");
        assertTheRackComesUp();
    }

    @Test
    void aFloodOfDiscoversLeavesEveryKnownMachineItsAddress() {
        for (int i = 0; i < 100_000; i++) {
            decide(Messages.of(stranger()).discover());
        }

        assertThat(refusal(stranger())).endsWith("are kept for known machines");
        assertTheRackComesUp();
        pass(Duration.ofMinutes(1));
        assertThat(boot(stranger()))
                .as("an honest stranger, a minute after the flood")
                .isPresent();
    }

    @Test
    void whoAsksForTheAddressesOfKnownMachinesIsRefused() {
        for (int round = 0; round < 10; round++) {
            for (int host = 100; host < 200; host++) {
                decide(Messages.of(stranger()).reboot(Ip4Address.parse("192.168.77." + host)));
            }
            pass(LEASE_TIME);
        }
        for (int host = 100; host < 200; host++) {
            decide(Messages.of(stranger()).reboot(Ip4Address.parse("192.168.77." + host)));
        }

        assertTheRackComesUp();
    }

    @Test
    void aServerThatIsRestartedInTheFloodKnowsTheRackStill() {
        var restarted = new LeaseTable(List.of(RACK), directory, table.leases());
        var other = new Responder(
                List.of(SharedNetwork.of(RACK)),
                Conduct.RACK,
                Extensions.NONE,
                new BootChoice(BootSite.SAME_HOST, RecentBoots.NONE),
                Parameters.NONE,
                restarted,
                directory);
        for (int i = 0; i < 1000; i++) {
            apply(restarted, other.decide(Messages.of(stranger()).discover(), BROADCAST, now));
        }

        for (var mac : before.keySet()) {
            var reply = (Decision.Reply) other.decide(Messages.of(mac).discover(), BROADCAST, now);
            assertThat(reply.message().yiaddr()).as(mac).isEqualTo(before.get(mac));
            apply(restarted, reply);
        }
    }

    @Test
    void everyAddressIsInUseWhenTheMachinesAreUp() {
        assertThat(IntStream.range(0, 55).mapToObj(_ -> boot(stranger())).filter(Optional::isPresent))
                .hasSize(54);
        AWAITED.forEach(this::boot);
        SEEN.forEach(this::boot);
        AWAITED.forEach(mac -> directory.remove(mac.replace(":", "")));
        assertThat(boot(stranger()))
                .as("its machines are up, its residents away")
                .isEmpty();
        RESIDENTS.forEach(this::boot);
        assertThat(table.use().getFirst().bound()).isEqualTo(99);
    }

    private void assertTheRackComesUp() {
        var given = new HashSet<Ip4Address>();
        for (var mac : before.keySet()) {
            assertThat(boot(mac)).as(mac).contains(before.get(mac));
            given.add(before.get(mac));
        }
        for (var mac : AWAITED) {
            var address = boot(mac);
            assertThat(address).as(mac).isPresent();
            assertThat(given.add(address.get()))
                    .as("%s is nobody else's", address)
                    .isTrue();
        }
        assertThat(boot(RESERVED)).contains(Ip4Address.parse("192.168.77.150"));
    }

    /// DHCPDISCOVER and DHCPREQUEST. {@return the address granted}
    private Optional<Ip4Address> boot(String mac) {
        var client = Messages.of(mac);
        return reply(client.discover())
                .flatMap(offer -> reply(client.request(offer)))
                .filter(ack -> ack.messageType().equals(Optional.of(MessageType.DHCPACK)))
                .map(DhcpMessage::yiaddr);
    }

    private void renew(String mac, Ip4Address address) {
        assertThat(reply(Messages.of(mac).renew(address)).map(DhcpMessage::yiaddr))
                .contains(address);
    }

    private Optional<DhcpMessage> reply(DhcpMessage request) {
        return decide(request) instanceof Decision.Reply reply ? Optional.of(reply.message()) : Optional.empty();
    }

    private String refusal(String mac) {
        return switch (decide(Messages.of(mac).discover())) {
            case Decision.Silence silence -> silence.reason().text() + ": " + silence.detail();
            case Decision.Reply reply -> reply.message().toString();
        };
    }

    private Decision decide(DhcpMessage request) {
        var decision = responder.decide(request, BROADCAST, now);
        apply(table, decision);
        return decision;
    }

    private static void apply(LeaseTable table, Decision decision) {
        decision.changes().forEach(table::apply);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        for (List<LeaseChange.Expired> over = table.tick(now, 1000); !over.isEmpty(); over = table.tick(now, 1000)) {
            over.forEach(table::apply);
        }
    }

    private void document(String mac, Optional<String> address) {
        var id = new MachineId(mac.replace(":", ""));
        directory.put(
                id.text(),
                new MachineDocument(
                        id,
                        List.of(id),
                        Optional.empty(),
                        Optional.empty(),
                        new Rack("r1"),
                        Optional.empty(),
                        address.map(Ipv4::new),
                        Optional.empty(),
                        Optional.empty(),
                        Loader.AUTO,
                        Optional.empty()));
        address.map(Ip4Address::parse).ifPresent(table::reservationChanged);
        table.machineChanged(HardwareAddress.ofMac(mac));
    }

    private String stranger() {
        strangers++;
        return "02:00:%02x:%02x:%02x:%02x"
                .formatted(strangers >> 24, strangers >> 16 & 0xff, strangers >> 8 & 0xff, strangers & 0xff);
    }

    private static List<String> macs(int kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "52:54:00:%02x:00:%02x".formatted(kind, i))
                .toList();
    }
}
