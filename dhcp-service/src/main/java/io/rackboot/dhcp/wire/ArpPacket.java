package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// A packet of ARP (RFC 826) or RARP (RFC 903) that maps IPv4 addresses to Ethernet's.
///
/// ```
///   0  0001  ar$hrd, Ethernet     8  ar$sha, the sender's hardware address    18  ar$tha, the target's
///   2  0800  ar$pro, IPv4        14  ar$spa, the sender's protocol address    24  ar$tpa, the target's
///   4  06    ar$hln
///   5  04    ar$pln
///   6        ar$op
/// ```
///
/// @param op what it is
/// @param sha an Ethernet address
/// @param spa 0.0.0.0 in a probe (RFC 5227) and in a reverse request
/// @param tha an Ethernet address, zeros in a request
/// @param tpa the address in question; without meaning in a reverse request
public record ArpPacket(Op op, HardwareAddress sha, Ip4Address spa, HardwareAddress tha, Ip4Address tpa) {
    /// The Ethernet type of ARP.
    public static final int ARP = 0x0806;

    /// The Ethernet type of RARP.
    public static final int RARP = 0x8035;

    /// The length of a packet, in bytes.
    public static final int LENGTH = 28;

    /// The hardware address that is asked for, before it is known.
    public static final HardwareAddress UNKNOWN = new HardwareAddress(HardwareAddress.ETHERNET, Octets.of(new byte[6]));

    /// Ethernet's address of everybody.
    public static final HardwareAddress EVERYBODY = HardwareAddress.ofMac("ff:ff:ff:ff:ff:ff");

    /// Ethernet, IPv4, and the lengths of their addresses.
    private static final Octets KIND = Octets.ofHex("000108000604");

    private static final int HARDWARE_ADDRESS = 6;

    /// The values of `ar$op`.
    public enum Op {
        /// Who has the address `tpa`?
        REQUEST(1),
        /// `sha` has the address `spa`.
        REPLY(2),
        /// Which address has `tha`?
        REQUEST_REVERSE(3),
        /// `tha` has the address `tpa`, says the server `spa`.
        REPLY_REVERSE(4);

        private final int code;

        Op(int code) {
            this.code = code;
        }

        static Optional<Op> of(int code) {
            return Arrays.stream(values()).filter(op -> op.code == code).findFirst();
        }
    }

    /// {@return a request that claims nothing: whether anybody has the address (RFC 5227 §2.1.1)}
    public static ArpPacket probe(HardwareAddress sender, Ip4Address address) {
        return new ArpPacket(Op.REQUEST, sender, Ip4Address.ANY, UNKNOWN, address);
    }

    /// {@return the server's reply to this reverse request (RFC 903)}
    ///
    /// @param server the server's hardware address
    /// @param serverAddress the server's address
    /// @param address that of the machine that is asked about
    public ArpPacket replyReverse(HardwareAddress server, Ip4Address serverAddress, Ip4Address address) {
        return new ArpPacket(Op.REPLY_REVERSE, server, serverAddress, tha, address);
    }

    /// Reads a packet, with the padding behind it that short frames have.
    ///
    /// @return empty for what is truncated, about other networks, or of an unknown operation
    public static Optional<ArpPacket> read(Octets bytes) {
        if (bytes.length() < LENGTH || !bytes.slice(0, KIND.length()).equals(KIND)) {
            return Optional.empty();
        }
        return Op.of(bytes.at(6) << 8 | bytes.at(7))
                .map(op -> new ArpPacket(
                        op,
                        hardware(bytes, 8),
                        Ip4Address.of(bytes.slice(14, 18)),
                        hardware(bytes, 18),
                        Ip4Address.of(bytes.slice(24, 28))));
    }

    private static HardwareAddress hardware(Octets bytes, int at) {
        return new HardwareAddress(HardwareAddress.ETHERNET, bytes.slice(at, at + HARDWARE_ADDRESS));
    }

    /// {@return the packet's bytes}
    public Octets write() {
        return Octets.ofRemaining(ByteBuffer.allocate(LENGTH)
                .put(KIND.buffer())
                .putShort((short) op.code)
                .put(sha.bytes().buffer())
                .putInt(spa.bits())
                .put(tha.bytes().buffer())
                .putInt(tpa.bits())
                .flip());
    }
}
