package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.Op;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.Xid;

/// A client's message, made step by step.
final class Requests {
    static final String MAC = "52:54:00:a1:b2:c3";

    private final DhcpOptions.Builder options = DhcpOptions.builder();
    private HardwareAddress chaddr = HardwareAddress.ofMac(MAC);
    private int flags;
    private Ip4Address ciaddr = Ip4Address.ANY;
    private Ip4Address giaddr = Ip4Address.ANY;
    private Octets sname = Octets.EMPTY;
    private Octets file = Octets.EMPTY;

    static Requests of(MessageType type) {
        var request = new Requests();
        request.options.put(OptionCode.DHCP_MESSAGE_TYPE, type);
        return request;
    }

    static Requests bootp() {
        return new Requests();
    }

    static DhcpMessage discover(String mac) {
        return of(MessageType.DHCPDISCOVER).from(mac).build();
    }

    static DhcpMessage selecting(String mac, String address) {
        return of(MessageType.DHCPREQUEST)
                .from(mac)
                .with(OptionCode.SERVER_IDENTIFIER, Scene.SERVER)
                .with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse(address))
                .build();
    }

    Requests from(String mac) {
        return from(HardwareAddress.ofMac(mac));
    }

    Requests from(HardwareAddress hardware) {
        chaddr = hardware;
        return this;
    }

    Requests broadcast() {
        flags = DhcpMessage.BROADCAST_FLAG;
        return this;
    }

    Requests ciaddr(String address) {
        ciaddr = Ip4Address.parse(address);
        return this;
    }

    Requests giaddr(String address) {
        giaddr = Ip4Address.parse(address);
        return this;
    }

    Requests sname(String name) {
        sname = Octets.ofText(name);
        return this;
    }

    Requests file(String name) {
        file = Octets.ofText(name);
        return this;
    }

    <T> Requests with(OptionCode<T> code, T value) {
        options.put(code, value);
        return this;
    }

    Requests with(int code, String hex) {
        options.putBytes(code, Octets.ofHex(hex));
        return this;
    }

    DhcpMessage build() {
        return new DhcpMessage(
                Op.BOOTREQUEST,
                chaddr,
                giaddr.isAny() ? 0 : 1,
                new Xid(0x1234abcd),
                4,
                flags,
                ciaddr,
                Ip4Address.ANY,
                Ip4Address.ANY,
                giaddr,
                sname,
                file,
                options.build());
    }
}
