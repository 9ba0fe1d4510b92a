package io.rackboot.dhcp.rarp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.rarp.RarpDecision.Reason;
import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.wire.ArpPacket;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Loader;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RarpResponderTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Ip4Address SERVER = Ip4Address.parse("192.168.77.1");
    private static final Ip4Address ADDRESS = Ip4Address.parse("192.168.77.20");
    private static final HardwareAddress FIRST_CARD = HardwareAddress.ofMac("52:54:00:a1:b2:c3");
    private static final HardwareAddress SECOND_CARD = HardwareAddress.ofMac("52:54:00:a1:b2:c4");
    private static final HardwareAddress STRANGER = HardwareAddress.ofMac("52:54:00:00:00:09");
    private static final MachineId ID = new MachineId("525400a1b2c3");

    private final Map<HardwareAddress, Machine> machines = new HashMap<>();
    private final Map<Ip4Address, Lease> leases = new HashMap<>();
    private final RarpResponder responder = new RarpResponder(
            List.of(
                    SharedNetwork.of(subnet("rack", "192.168.77.0")),
                    new SharedNetwork("hall", List.of(subnet("east", "10.9.1.0"), subnet("west", "10.9.2.0")))),
            hardware -> Optional.ofNullable(machines.get(hardware)),
            address -> Optional.ofNullable(leases.get(address)));

    @Test
    void aMachineIsToldTheAddressThatItsDocumentReserves() {
        reserve(ADDRESS);

        assertThat(ask(FIRST_CARD)).isEqualTo(new RarpDecision.Reply(SERVER, ADDRESS, ID));
        assertThat(ask(SECOND_CARD)).isEqualTo(new RarpDecision.Reply(SERVER, ADDRESS, ID));
    }

    @Test
    void oneMayAskForAnother() {
        reserve(ADDRESS);
        var request = request(STRANGER, FIRST_CARD);

        assertThat(responder.decide(STRANGER, request, Optional.of(SERVER)))
                .isEqualTo(new RarpDecision.Reply(SERVER, ADDRESS, ID));
    }

    @Test
    void anySubnetOfTheLinkWillDo() {
        var east = Ip4Address.parse("10.9.1.1");
        var west = Ip4Address.parse("10.9.2.20");
        reserve(west);

        assertThat(responder.decide(FIRST_CARD, request(FIRST_CARD, FIRST_CARD), Optional.of(east)))
                .isEqualTo(new RarpDecision.Reply(east, west, ID));
        assertThat(ask(FIRST_CARD))
                .isEqualTo(silence(Reason.NO_ADDRESS, "no address on rack is reserved for 525400a1b2c3"));
    }

    @Test
    void otherSubnetsAreFollowed() {
        reserve(ADDRESS);

        responder.serve(List.of(SharedNetwork.of(subnet("far", "10.10.0.0"))));
        assertThat(ask(FIRST_CARD)).isEqualTo(silence(Reason.NO_SUBNET, "no served subnet is on the link"));

        responder.serve(List.of(SharedNetwork.of(subnet("rack", "192.168.77.0"))));
        assertThat(ask(FIRST_CARD)).isEqualTo(new RarpDecision.Reply(SERVER, ADDRESS, ID));
    }

    @Test
    void isSilentWithAReason() {
        assertThat(ask(FIRST_CARD)).isEqualTo(silence(Reason.UNKNOWN_MACHINE, "no machine has 52:54:00:a1:b2:c3"));
        reserve(ADDRESS);
        assertThat(responder.decide(STRANGER, request(FIRST_CARD, FIRST_CARD), Optional.of(SERVER)))
                .isEqualTo(silence(Reason.OTHER_SENDER, "a request of 52:54:00:a1:b2:c3 came from 52:54:00:00:00:09"));
        assertThat(responder.decide(FIRST_CARD, request(FIRST_CARD, FIRST_CARD), Optional.empty()))
                .isEqualTo(silence(Reason.NO_SUBNET, "no served subnet is on the link"));
        assertThat(responder.decide(
                        FIRST_CARD, request(FIRST_CARD, FIRST_CARD), Optional.of(Ip4Address.parse("172.16.0.1"))))
                .isEqualTo(silence(Reason.NO_SUBNET, "no served subnet is on the link"));
    }

    @ParameterizedTest
    @EnumSource(value = ArpPacket.Op.class, names = "REQUEST_REVERSE", mode = EnumSource.Mode.EXCLUDE)
    void answersRequestsAlone(ArpPacket.Op op) {
        reserve(ADDRESS);
        var packet = new ArpPacket(op, FIRST_CARD, Ip4Address.ANY, FIRST_CARD, Ip4Address.ANY);

        assertThat(responder.decide(FIRST_CARD, packet, Optional.of(SERVER)))
                .isEqualTo(silence(Reason.NOT_A_REQUEST, "op is " + op));
    }

    @Test
    void anAddressThatAnotherMachineHoldsIsNotTold() {
        reserve(ADDRESS);
        var held = lease(STRANGER);
        leases.put(ADDRESS, held);

        assertThat(ask(FIRST_CARD))
                .isEqualTo(silence(Reason.HELD_BY_OTHER, "192.168.77.20 of 525400a1b2c3 is leased to 525400000009"));

        leases.put(ADDRESS, held.released(NOON));
        assertThat(ask(FIRST_CARD)).isEqualTo(new RarpDecision.Reply(SERVER, ADDRESS, ID));
        leases.put(ADDRESS, lease(SECOND_CARD));
        assertThat(ask(FIRST_CARD)).isEqualTo(new RarpDecision.Reply(SERVER, ADDRESS, ID));
    }

    @Test
    void hasAStableWordForEachReason() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::text))
                .containsExactly(
                        "not-a-request", "other-sender", "no-subnet", "unknown-machine", "no-address", "held-by-other");
    }

    private void reserve(Ip4Address address) {
        var machine = new Machine(ID, Optional.of(address), Optional.empty(), Loader.AUTO);
        machines.put(FIRST_CARD, machine);
        machines.put(SECOND_CARD, machine);
    }

    private RarpDecision ask(HardwareAddress card) {
        return responder.decide(card, request(card, card), Optional.of(SERVER));
    }

    private static ArpPacket request(HardwareAddress sender, HardwareAddress target) {
        return new ArpPacket(ArpPacket.Op.REQUEST_REVERSE, sender, Ip4Address.ANY, target, Ip4Address.ANY);
    }

    private static RarpDecision silence(Reason reason, String detail) {
        return new RarpDecision.Silence(reason, detail);
    }

    private static Lease lease(HardwareAddress hardware) {
        return new Lease(
                ADDRESS,
                ClientKey.of(hardware, Optional.empty()).orElseThrow(),
                hardware,
                Optional.empty(),
                "rack",
                Optional.empty(),
                NOON,
                NOON.plusSeconds(600),
                Lease.State.BOUND);
    }

    private static Subnet subnet(String name, String network) {
        return new Subnet(
                name,
                Ip4Address.parse(network),
                24,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofHours(1));
    }
}
