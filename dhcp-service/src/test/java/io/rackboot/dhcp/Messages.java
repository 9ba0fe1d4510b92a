package io.rackboot.dhcp;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import io.rackboot.dhcp.wire.Xid;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A client's messages.
///
/// @param chaddr the client
/// @param giaddr its relay, or 0.0.0.0
public record Messages(HardwareAddress chaddr, Ip4Address giaddr) {
    private static final AtomicInteger XID = new AtomicInteger(0x5eed0000);

    public static Messages of(String mac) {
        return new Messages(HardwareAddress.ofMac(mac), Ip4Address.ANY);
    }

    public Messages behind(String relay) {
        return new Messages(chaddr, Ip4Address.parse(relay));
    }

    public DhcpMessage discover() {
        return message(MessageType.DHCPDISCOVER, Ip4Address.ANY, options -> options);
    }

    /// A PXE ROM's, as RFC 4578 has it.
    public DhcpMessage pxeDiscover() {
        return message(
                MessageType.DHCPDISCOVER,
                Ip4Address.ANY,
                options -> options.put(OptionCode.VENDOR_CLASS_IDENTIFIER, "PXEClient:Arch:00007:UNDI:003000")
                        .putBytes(OptionCode.CLIENT_SYSTEM_ARCHITECTURE.code(), Octets.ofInts(0, 7)));
    }

    public DhcpMessage request(DhcpMessage offer) {
        return message(
                MessageType.DHCPREQUEST,
                Ip4Address.ANY,
                options -> options.put(
                                OptionCode.SERVER_IDENTIFIER,
                                offer.options()
                                        .get(OptionCode.SERVER_IDENTIFIER)
                                        .orElseThrow())
                        .put(OptionCode.REQUESTED_IP_ADDRESS, offer.yiaddr()));
    }

    /// INIT-REBOOT.
    public DhcpMessage reboot(Ip4Address address) {
        return message(
                MessageType.DHCPREQUEST,
                Ip4Address.ANY,
                options -> options.put(OptionCode.REQUESTED_IP_ADDRESS, address));
    }

    public DhcpMessage renew(Ip4Address address) {
        return message(MessageType.DHCPREQUEST, address, options -> options);
    }

    public DhcpMessage release(Ip4Address address) {
        return message(MessageType.DHCPRELEASE, address, options -> options);
    }

    public DhcpMessage decline(Ip4Address address) {
        return message(
                MessageType.DHCPDECLINE,
                Ip4Address.ANY,
                options -> options.put(OptionCode.REQUESTED_IP_ADDRESS, address));
    }

    public DhcpMessage message(MessageType type, Ip4Address ciaddr, UnaryOperator<DhcpOptions.Builder> more) {
        var options = more.apply(DhcpOptions.builder().put(OptionCode.DHCP_MESSAGE_TYPE, type));
        if (!giaddr.isAny()) {
            var circuit = new LinkedHashMap<Integer, Octets>();
            circuit.put(SubOptions.AGENT_CIRCUIT_ID, Octets.ofText("port7"));
            circuit.put(SubOptions.AGENT_REMOTE_ID, Octets.ofHex("0a0b0c"));
            options.put(OptionCode.RELAY_AGENT_INFORMATION, new SubOptions(circuit));
        }
        return new DhcpMessage(
                Op.BOOTREQUEST,
                chaddr,
                giaddr.isAny() ? 0 : 1,
                new Xid(XID.incrementAndGet()),
                0,
                0,
                ciaddr,
                Ip4Address.ANY,
                Ip4Address.ANY,
                giaddr,
                Octets.EMPTY,
                Octets.EMPTY,
                options.build());
    }
}
