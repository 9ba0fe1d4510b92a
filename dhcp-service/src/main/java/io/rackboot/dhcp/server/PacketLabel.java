package io.rackboot.dhcp.server;

import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Octets;

/// What identifies a packet in every log line about it, read from the fixed fields: they stand at their places even
/// where the rest of a message is wrong, or is not read yet.
public final class PacketLabel {
    private static final int XID = 4;
    private static final int CHADDR = 28;

    private PacketLabel() {}

    /// {@return xid, chaddr and interface, as far as the datagram is long enough to have them}
    public static String of(Octets datagram, String networkInterface) {
        var xid = datagram.length() < XID + 4
                ? "none"
                : datagram.slice(XID, XID + 4).hex();
        var chaddr = datagram.length() < CHADDR + HardwareAddress.MAXIMUM_LENGTH ? "none" : chaddr(datagram);
        return "xid " + xid + ", chaddr " + chaddr + ", interface " + networkInterface;
    }

    private static String chaddr(Octets datagram) {
        int hlen = Math.min(datagram.at(2), HardwareAddress.MAXIMUM_LENGTH);
        return new HardwareAddress(datagram.at(1), datagram.slice(CHADDR, CHADDR + hlen)).toString();
    }
}
