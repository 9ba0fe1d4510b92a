package io.rackboot.dhcp.wire;

import java.util.HexFormat;

/// A link-layer address: the `htype` and the first `hlen` bytes of `chaddr` (RFC 2131 §2).
///
/// @param htype the hardware type of RFC 1700 "Assigned Numbers", 1 for Ethernet; 0 to 255
/// @param bytes 0 to 16 bytes; none where the network has no usable address (InfiniBand, RFC 4390)
public record HardwareAddress(int htype, Octets bytes) {
    /// The hardware type of Ethernet.
    public static final int ETHERNET = 1;

    /// The longest address that `chaddr` can hold, in bytes.
    public static final int MAXIMUM_LENGTH = 16;

    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    /// @throws IllegalArgumentException for a type or length out of range
    public HardwareAddress {
        if (htype < 0 || htype > 255) {
            throw new IllegalArgumentException("htype " + htype + " is not in 0..255");
        }
        if (bytes.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("a hardware address of " + bytes.length() + " bytes, at most 16 fit");
        }
    }

    /// Reads an Ethernet address as people write it: `52:54:00:a1:b2:c3`, with `-` or without separators.
    ///
    /// @throws IllegalArgumentException for anything but six bytes in hex
    public static HardwareAddress ofMac(String mac) {
        var bytes = Octets.ofHex(mac.replaceAll("[:-]", ""));
        if (bytes.length() != 6) {
            throw new IllegalArgumentException("not an Ethernet address: " + mac);
        }
        return new HardwareAddress(ETHERNET, bytes);
    }

    /// {@return the number of bytes, `hlen`}
    public int hlen() {
        return bytes.length();
    }

    /// {@return whether this is a usable Ethernet unicast address: six bytes, not all zero, no group bit}
    public boolean isEthernetUnicast() {
        return htype == ETHERNET && bytes.length() == 6 && (bytes.at(0) & 1) == 0 && !bytes.isZero();
    }

    /// {@return the bytes in lower-case hex with colons; empty where there are none}
    public String mac() {
        return bytes.hex(COLONS);
    }

    @Override
    public String toString() {
        return htype == ETHERNET ? mac() : htype + "/" + mac();
    }
}
