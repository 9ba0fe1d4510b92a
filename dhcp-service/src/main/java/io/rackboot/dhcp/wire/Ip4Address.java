package io.rackboot.dhcp.wire;

import java.util.regex.Pattern;

/// An IPv4 address. Ordered as an unsigned number.
///
/// @param bits the address, the first octet in the top eight bits
public record Ip4Address(int bits) implements Comparable<Ip4Address> {
    /// 0.0.0.0: "none" in every address field of a DHCP message.
    public static final Ip4Address ANY = new Ip4Address(0);

    /// 255.255.255.255, the limited broadcast address.
    public static final Ip4Address BROADCAST = new Ip4Address(-1);

    /// The length of an address on the wire, in bytes.
    public static final int LENGTH = 4;

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FORM = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);

    /// Reads the dotted-decimal form.
    ///
    /// @throws IllegalArgumentException for anything but four decimal octets
    public static Ip4Address parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
        int bits = 0;
        for (int group = 1; group <= LENGTH; group++) {
            bits = bits << 8 | Integer.parseInt(matcher.group(group));
        }
        return new Ip4Address(bits);
    }

    /// Reads four bytes in network order.
    ///
    /// @throws IllegalArgumentException for any other length
    public static Ip4Address of(Octets bytes) {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("an IPv4 address of " + bytes.length() + " bytes");
        }
        return new Ip4Address(bytes.intAt(0));
    }

    /// {@return the mask whose first `prefixLength` bits are set}
    ///
    /// @throws IllegalArgumentException outside 0 to 32
    public static Ip4Address mask(int prefixLength) {
        if (prefixLength < 0 || prefixLength > Integer.SIZE) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " is not in 0..32");
        }
        return new Ip4Address(prefixLength == 0 ? 0 : -1 << Integer.SIZE - prefixLength);
    }

    /// {@return the address this many further on, wrapping at the end of the address space}
    public Ip4Address plus(int count) {
        return new Ip4Address(bits + count);
    }

    /// {@return the bitwise "and" with a mask}
    public Ip4Address and(Ip4Address mask) {
        return new Ip4Address(bits & mask.bits);
    }

    /// {@return the address as an unsigned number}
    public long toLong() {
        return Integer.toUnsignedLong(bits);
    }

    /// {@return whether this is 0.0.0.0}
    public boolean isAny() {
        return bits == 0;
    }

    /// {@return the four bytes in network order}
    public Octets octets() {
        return Octets.ofInt(bits);
    }

    @Override
    public int compareTo(Ip4Address other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    /// {@return dotted decimal}
    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}
