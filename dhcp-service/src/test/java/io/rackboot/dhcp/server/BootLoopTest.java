package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Messages;
import io.rackboot.dhcp.fact.BootStory;
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
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.reply.Parameters;
import io.rackboot.dhcp.reply.Responder;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.BootClient;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.CloudEventCodec.Decoded;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.fact.BootLooped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A machine whose loader brings it back to its firmware, from the requests to the facts.
class BootLoopTest {
    private static final Ip4Address SERVER = Ip4Address.parse("192.168.77.1");
    private static final Arrival ARRIVAL = new Arrival("rack0", SERVER, Ip4Address.ANY, Ip4Address.BROADCAST);
    private static final String LOADER = "525400000001/snponly.efi";
    private static final String OTHER = "525400000001/ipxe.efi";
    private static final Subnet RACK = new Subnet(
            "rack",
            Ip4Address.parse("192.168.77.0"),
            24,
            List.of(Range.parse("192.168.77.100-192.168.77.101")),
            List.of(),
            List.of(),
            Optional.empty(),
            Duration.ofMinutes(10));

    private final Machines machines = _ -> Optional.empty();
    private final LeaseTable table = new LeaseTable(List.of(RACK), _ -> false, List.of());
    private final BootStory story = new BootStory(new Rack("r1"), List.of(RACK), machines);
    private final Responder responder = new Responder(
            List.of(SharedNetwork.of(RACK)),
            Conduct.RACK,
            Extensions.NONE,
            new BootChoice(BootSite.SAME_HOST, story.recentBoots()),
            Parameters.NONE,
            table,
            machines);
    private final Messages machine = Messages.of("52:54:00:00:00:01");
    private final List<BootLooped> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    @Test
    void theThirdTimeWithinAMinuteItIsGivenTheOtherLoaderWhichIsToldOnce() {
        assertThat(boot()).isEqualTo(LOADER);
        assertThat(boot()).isEqualTo(LOADER);
        assertThat(told).isEmpty();

        assertThat(boot()).isEqualTo(OTHER);

        assertThat(told).hasSize(1).first().satisfies(fact -> {
            assertThat(fact.machine()).isEqualTo(new MachineId("525400000001"));
            assertThat(fact.client()).isEqualTo(BootClient.PXE);
            assertThat(fact.file()).isEqualTo(LOADER);
            assertThat(fact.times()).isEqualTo(3);
            assertThat(fact.given()).isEqualTo(OTHER);
        });
        assertThat(boot()).isEqualTo(LOADER);
        assertThat(told).hasSize(1);
    }

    @Test
    void whoComesLessOftenIsInNoLoop() {
        for (int i = 0; i < 5; i++) {
            assertThat(boot()).isEqualTo(LOADER);
            now = now.plusSeconds(30);
        }

        assertThat(told).isEmpty();
    }

    @Test
    void aMachineThatComesUpBetweenIsInNoLoop() {
        for (int i = 0; i < 5; i++) {
            assertThat(boot()).isEqualTo(LOADER);
            decide(machine.discover());
        }

        assertThat(told).isEmpty();
    }

    @Test
    void anOfferThatIsNotTakenIsNoAttempt() {
        for (int i = 0; i < 5; i++) {
            decide(machine.pxeDiscover());
            now = now.plusSeconds(4);
        }

        assertThat(boot()).isEqualTo(LOADER);
        assertThat(told).isEmpty();
    }

    /// One attempt, five seconds long. {@return the file of the DHCPACK, which the offer named too}
    private String boot() {
        var offer = decide(machine.pxeDiscover());
        now = now.plusSeconds(4);
        var ack = decide(machine.message(
                MessageType.DHCPREQUEST,
                Ip4Address.ANY,
                options -> options.put(OptionCode.SERVER_IDENTIFIER, SERVER)
                        .put(OptionCode.REQUESTED_IP_ADDRESS, offer.yiaddr())
                        .put(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003000")));
        now = now.plusSeconds(1);
        assertThat(ack.messageType()).contains(MessageType.DHCPACK);
        assertThat(ack.file()).isEqualTo(offer.file());
        return ack.file().text();
    }

    private DhcpMessage decide(DhcpMessage request) {
        var decision = responder.decide(request, ARRIVAL, now);
        story.of(request, ARRIVAL, decision, decision.changes(), table, now).forEach(this::hear);
        decision.changes().forEach(table::apply);
        return ((Decision.Reply) decision).message();
    }

    private void hear(OutboxFact fact) {
        if (CloudEventCodec.decode(fact.payload().toByteArray()) instanceof Decoded.Known(var event)
                && event.fact() instanceof BootLooped looped) {
            assertThat(fact.subject()).isEqualTo("boot.r1.525400000001.boot-looped");
            told.add(looped);
        }
    }
}
