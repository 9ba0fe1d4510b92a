package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every cell of the table in RFC 2131 §4.1.
class ReplyDestinationTest {
    private static final HardwareAddress ETHERNET = HardwareAddress.ofMac("52:54:00:a1:b2:c3");
    private static final Ip4Address YIADDR = Ip4Address.parse("10.0.0.9");

    @ParameterizedTest
    @CsvSource({
        // giaddr, reply, ciaddr, flags, destination
        "10.0.0.4, DHCPOFFER, 0.0.0.0, 0,     relay",
        "10.0.0.4, DHCPOFFER, 0.0.0.0, 32768, relay",
        "10.0.0.4, DHCPOFFER, 10.0.0.7, 0,     relay",
        "10.0.0.4, DHCPOFFER, 10.0.0.7, 32768, relay",
        "10.0.0.4, DHCPACK,   0.0.0.0, 0,     relay",
        "10.0.0.4, DHCPACK,   0.0.0.0, 32768, relay",
        "10.0.0.4, DHCPACK,   10.0.0.7, 0,     relay",
        "10.0.0.4, DHCPACK,   10.0.0.7, 32768, relay",
        "10.0.0.4, DHCPNAK,   0.0.0.0, 0,     relay",
        "10.0.0.4, DHCPNAK,   0.0.0.0, 32768, relay",
        "10.0.0.4, DHCPNAK,   10.0.0.7, 0,     relay",
        "10.0.0.4, DHCPNAK,   10.0.0.7, 32768, relay",
        "0.0.0.0,  DHCPNAK,   0.0.0.0, 0,     broadcast",
        "0.0.0.0,  DHCPNAK,   0.0.0.0, 32768, broadcast",
        "0.0.0.0,  DHCPNAK,   10.0.0.7, 0,     broadcast",
        "0.0.0.0,  DHCPNAK,   10.0.0.7, 32768, broadcast",
        "0.0.0.0,  DHCPOFFER, 10.0.0.7, 0,     client",
        "0.0.0.0,  DHCPOFFER, 10.0.0.7, 32768, client",
        "0.0.0.0,  DHCPACK,   10.0.0.7, 0,     client",
        "0.0.0.0,  DHCPACK,   10.0.0.7, 32768, client",
        "0.0.0.0,  DHCPOFFER, 0.0.0.0, 32768, broadcast",
        "0.0.0.0,  DHCPACK,   0.0.0.0, 32768, broadcast",
        "0.0.0.0,  DHCPOFFER, 0.0.0.0, 0,     hardware",
        "0.0.0.0,  DHCPACK,   0.0.0.0, 0,     hardware",
    })
    void followsTheTable(String giaddr, MessageType type, String ciaddr, int flags, String destination) {
        var expected = switch (destination) {
            case "relay" -> new ReplyDestination.ToRelay(Ip4Address.parse("10.0.0.4"));
            case "client" -> new ReplyDestination.ToClient(Ip4Address.parse("10.0.0.7"));
            case "broadcast" -> new ReplyDestination.Broadcast();
            case "hardware" -> new ReplyDestination.ToHardware(YIADDR, ETHERNET);
            default -> throw new IllegalArgumentException(destination);
        };

        assertThat(ReplyDestination.of(reply(type, giaddr, ciaddr, flags, YIADDR, ETHERNET)))
                .isEqualTo(expected);
    }

    @Test
    void broadcastsWhereNoFrameCanBeSent() {
        var noHardware = new HardwareAddress(32, Octets.EMPTY);
        var token = new HardwareAddress(6, ETHERNET.bytes());

        assertThat(ReplyDestination.of(reply(MessageType.DHCPACK, "0.0.0.0", "0.0.0.0", 0, YIADDR, noHardware)))
                .isEqualTo(new ReplyDestination.Broadcast());
        assertThat(ReplyDestination.of(reply(MessageType.DHCPACK, "0.0.0.0", "0.0.0.0", 0, YIADDR, token)))
                .isEqualTo(new ReplyDestination.Broadcast());
        assertThat(ReplyDestination.of(reply(MessageType.DHCPACK, "0.0.0.0", "0.0.0.0", 0, Ip4Address.ANY, ETHERNET)))
                .isEqualTo(new ReplyDestination.Broadcast());
    }

    private static DhcpMessage reply(
            MessageType type, String giaddr, String ciaddr, int flags, Ip4Address yiaddr, HardwareAddress chaddr) {
        return new DhcpMessage(
                Op.BOOTREPLY,
                chaddr,
                0,
                new Xid(1),
                0,
                flags,
                Ip4Address.parse(ciaddr),
                yiaddr,
                Ip4Address.ANY,
                Ip4Address.parse(giaddr),
                Octets.EMPTY,
                Octets.EMPTY,
                DhcpOptions.builder().put(OptionCode.DHCP_MESSAGE_TYPE, type).build());
    }
}
