package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// RFC 2131 table 5, the fields and options of a client's messages: what a message must have is needed, what it may
/// have changes nothing about the address, and what it must not have does no harm.
class RequestTableTest {
    private static final String ADDRESS = "192.168.77.100";
    private static final Ip4Address IP = Ip4Address.parse(ADDRESS);

    private enum Row {
        DHCPDISCOVER("DHCPOFFER 192.168.77.100, Offered"),
        DHCPINFORM("DHCPACK 0.0.0.0"),
        SELECTING("DHCPACK 192.168.77.100, Bound"),
        INIT_REBOOT("DHCPACK 192.168.77.100, Bound"),
        RENEWING("DHCPACK 192.168.77.100, Bound"),
        REBINDING("DHCPACK 192.168.77.100, Bound"),
        DHCPDECLINE("declined, Declined"),
        DHCPRELEASE("released, Released");

        private final String answer;

        Row(String answer) {
            this.answer = answer;
        }

        /// With what it must have.
        Requests least() {
            return switch (this) {
                case DHCPDISCOVER -> Requests.of(MessageType.DHCPDISCOVER);
                case DHCPINFORM -> Requests.of(MessageType.DHCPINFORM).ciaddr(ADDRESS);
                case SELECTING ->
                    Requests.of(MessageType.DHCPREQUEST)
                            .with(OptionCode.REQUESTED_IP_ADDRESS, IP)
                            .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER);
                case INIT_REBOOT -> Requests.of(MessageType.DHCPREQUEST).with(OptionCode.REQUESTED_IP_ADDRESS, IP);
                case RENEWING, REBINDING -> Requests.of(MessageType.DHCPREQUEST).ciaddr(ADDRESS);
                case DHCPDECLINE ->
                    Requests.of(MessageType.DHCPDECLINE)
                            .with(OptionCode.REQUESTED_IP_ADDRESS, IP)
                            .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER);
                case DHCPRELEASE ->
                    Requests.of(MessageType.DHCPRELEASE)
                            .ciaddr(ADDRESS)
                            .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER);
            };
        }

        /// With what it may have besides.
        Requests most() {
            return switch (this) {
                case DHCPDISCOVER ->
                    wishes(least())
                            .with(OptionCode.REQUESTED_IP_ADDRESS, IP)
                            .with(OptionCode.IP_ADDRESS_LEASE_TIME, Scene.RACK.leaseTime());
                case SELECTING, INIT_REBOOT, RENEWING, REBINDING ->
                    wishes(least()).with(OptionCode.IP_ADDRESS_LEASE_TIME, Scene.RACK.leaseTime());
                case DHCPINFORM -> wishes(least());
                case DHCPDECLINE, DHCPRELEASE ->
                    least().with(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex("ff0102"))
                            .with(OptionCode.MESSAGE, "so it is");
            };
        }

        /// With what it must not have, too.
        Requests tooMuch() {
            return switch (this) {
                case DHCPDISCOVER -> most();
                case DHCPINFORM ->
                    most().with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("10.1.2.3"))
                            .with(OptionCode.IP_ADDRESS_LEASE_TIME, Duration.ofDays(1));
                case SELECTING, INIT_REBOOT -> most().with(OptionCode.MESSAGE, "please");
                case RENEWING, REBINDING -> most().with(OptionCode.REQUESTED_IP_ADDRESS, IP);
                case DHCPDECLINE -> wishes(most()).with(OptionCode.IP_ADDRESS_LEASE_TIME, Duration.ofDays(1));
                case DHCPRELEASE ->
                    wishes(most())
                            .with(OptionCode.IP_ADDRESS_LEASE_TIME, Duration.ofDays(1))
                            .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse("10.1.2.3"));
            };
        }

        private static Requests wishes(Requests request) {
            return request.with(OptionCode.PARAMETER_REQUEST_LIST, List.of(1, 3, 6))
                    .with(OptionCode.MAXIMUM_DHCP_MESSAGE_SIZE, 1500)
                    .with(OptionCode.VENDOR_CLASS_IDENTIFIER, "acme")
                    .with(OptionCode.CLIENT_IDENTIFIER, Octets.ofHex("ff0102"));
        }

        Arrival arrival() {
            return switch (this) {
                case DHCPDISCOVER, SELECTING, INIT_REBOOT, DHCPDECLINE -> Scene.BROADCAST;
                case DHCPINFORM, RENEWING, DHCPRELEASE -> Scene.unicastFrom(ADDRESS);
                case REBINDING -> new Arrival("rack0", Scene.SERVER, IP, Ip4Address.BROADCAST);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAnsweredWithTheLeastTheMostAndTooMuch(Row row) {
        for (var request : List.of(row.least(), row.most(), row.tooMuch())) {
            assertThat(answer(row, request)).isEqualTo(row.answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DHCPINFORM,  incomplete-request",
        "DHCPREQUEST, incomplete-request",
        "DHCPDECLINE, not-leased",
        "DHCPRELEASE, not-leased",
    })
    void isNotAnsweredWithoutWhatItMustHave(MessageType type, String silence) {
        var scene = leased();

        assertThat(scene.told(Requests.of(type).build(), Scene.BROADCAST)).startsWith("silence: " + silence + " (");
    }

    private static String answer(Row row, Requests request) {
        var decision = leased().decide(request.build(), row.arrival());
        var answer = switch (decision) {
            case Decision.Reply reply ->
                reply.message().messageType().orElseThrow() + " "
                        + reply.message().yiaddr();
            case Decision.Silence silence -> silence.reason().text();
        };
        return answer
                + decision.changes().stream().map(change -> ", " + name(change)).collect(Collectors.joining());
    }

    private static String name(LeaseChange change) {
        return change.getClass().getSimpleName();
    }

    /// The client holds the address already: it may ask for it in any state.
    private static Scene leased() {
        var scene = new Scene();
        scene.decide(Requests.selecting(Requests.MAC, ADDRESS), Scene.BROADCAST);
        return scene;
    }
}
