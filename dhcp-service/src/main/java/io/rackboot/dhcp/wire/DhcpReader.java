package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;

/// Reads a datagram into a [DhcpMessage] (RFC 2131 §2, RFC 3396 §7).
///
/// ```
///    0                   1                   2                   3
///    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///   +---------------+---------------+---------------+---------------+
///   |     op (1)    |   htype (1)   |   hlen (1)    |   hops (1)    |    0
///   +---------------+---------------+---------------+---------------+
///   |                            xid (4)                            |    4
///   +-------------------------------+-------------------------------+
///   |           secs (2)            |B          flags (2)           |    8
///   +-------------------------------+-------------------------------+
///   |                          ciaddr  (4)                          |   12
///   |                          yiaddr  (4)                          |   16
///   |                          siaddr  (4)                          |   20
///   |                          giaddr  (4)                          |   24
///   +---------------------------------------------------------------+
///   |                          chaddr  (16)                         |   28
///   +---------------------------------------------------------------+
///   |                          sname   (64)                         |   44
///   +---------------------------------------------------------------+
///   |                          file    (128)                        |  108
///   +---------------------------------------------------------------+
///   |                   99 . 130 . 83 . 99   (4)                    |  236
///   +---------------------------------------------------------------+
///   |                          options (variable)                   |  240
///   +---------------------------------------------------------------+
/// ```
public final class DhcpReader {
    /// The length of the fields before the options, in bytes.
    static final int HEADER_LENGTH = 236;

    /// What the options begin with (RFC 2131 §3).
    static final int MAGIC_COOKIE = 0x63825363;

    private static final int CHADDR_LENGTH = 16;
    private static final int FILE_HOLDS_OPTIONS = 1;
    private static final int SNAME_HOLDS_OPTIONS = 2;

    private static final int CHADDR = 28;
    private static final int SNAME = CHADDR + CHADDR_LENGTH;
    private static final int FILE = SNAME + DhcpMessage.SNAME_LENGTH;

    /// Read by absolute index: a buffer for each field would cost more than the fields.
    private final ByteBuffer datagram;
    private final DhcpOptions.Builder options = DhcpOptions.builder();
    private int overload;

    private DhcpReader(ByteBuffer datagram) {
        this.datagram = datagram;
    }

    /// Reads these bytes.
    ///
    /// A datagram that ends with `file`, or has zeros where the magic cookie belongs, is a BOOTP message without
    /// options. Options may end without the end option: there are clients that forget it.
    ///
    /// @throws MalformedMessageException for bytes that are no DHCP or BOOTP message
    public static DhcpMessage read(Octets datagram) {
        return new DhcpReader(datagram.reading()).read();
    }

    private DhcpMessage read() {
        if (datagram.limit() < HEADER_LENGTH) {
            throw new MalformedMessageException(
                    datagram.limit(), "message", "shorter than the " + HEADER_LENGTH + " bytes of its header");
        }
        var op = op(u8(0));
        var chaddr = chaddr(u8(1), u8(2));
        readOptions();
        return new DhcpMessage(
                op,
                chaddr,
                u8(3),
                new Xid(datagram.getInt(4)),
                Short.toUnsignedInt(datagram.getShort(8)),
                Short.toUnsignedInt(datagram.getShort(10)),
                address(12),
                address(16),
                address(20),
                address(24),
                overloaded(SNAME_HOLDS_OPTIONS) ? Octets.EMPTY : untilNul(SNAME, FILE),
                overloaded(FILE_HOLDS_OPTIONS) ? Octets.EMPTY : untilNul(FILE, HEADER_LENGTH),
                options.build());
    }

    private int u8(int at) {
        return Byte.toUnsignedInt(datagram.get(at));
    }

    private Ip4Address address(int at) {
        int bits = datagram.getInt(at);
        return bits == 0 ? Ip4Address.ANY : new Ip4Address(bits);
    }

    private static Op op(int code) {
        return switch (code) {
            case 1 -> Op.BOOTREQUEST;
            case 2 -> Op.BOOTREPLY;
            default -> throw new MalformedMessageException(0, "op", code + " is neither request (1) nor reply (2)");
        };
    }

    private HardwareAddress chaddr(int htype, int hlen) {
        if (hlen > CHADDR_LENGTH) {
            throw new MalformedMessageException(2, "hlen", hlen + " is longer than chaddr");
        }
        return new HardwareAddress(htype, Octets.ofPart(datagram, CHADDR, hlen));
    }

    private Octets untilNul(int from, int to) {
        int end = from;
        while (end < to && datagram.get(end) != 0) {
            end++;
        }
        return Octets.ofPart(datagram, from, end - from);
    }

    private void readOptions() {
        if (!hasCookie()) {
            return;
        }
        readField(HEADER_LENGTH + Integer.BYTES, datagram.limit(), "options");
        if (overloaded(FILE_HOLDS_OPTIONS)) {
            readField(FILE, HEADER_LENGTH, "file");
        }
        if (overloaded(SNAME_HOLDS_OPTIONS)) {
            readField(SNAME, FILE, "sname");
        }
    }

    private boolean hasCookie() {
        if (datagram.limit() < HEADER_LENGTH + Integer.BYTES) {
            return false;
        }
        int cookie = datagram.getInt(HEADER_LENGTH);
        if (cookie == 0) {
            return false;
        }
        if (cookie != MAGIC_COOKIE) {
            throw new MalformedMessageException(
                    HEADER_LENGTH, "magic cookie", new Xid(cookie) + " instead of " + new Xid(MAGIC_COOKIE));
        }
        return true;
    }

    private boolean overloaded(int field) {
        return (overload & field) != 0;
    }

    private void readField(int from, int to, String name) {
        int at = from;
        while (at < to && u8(at) != DhcpOptions.END) {
            if (u8(at) == DhcpOptions.PAD) {
                at++;
            } else {
                var value = value(at, to, name);
                keep(u8(at), value, at);
                at += OptionPart.OVERHEAD + value.length();
            }
        }
    }

    private Octets value(int at, int to, String name) {
        int from = at + OptionPart.OVERHEAD;
        if (from > to) {
            throw new MalformedMessageException(at, "option " + u8(at), name + " ends before its length");
        }
        int length = u8(at + 1);
        if (length > to - from) {
            throw new MalformedMessageException(
                    at, "option " + u8(at), "claims " + length + " bytes, " + name + " has " + (to - from));
        }
        return Octets.ofPart(datagram, from, length);
    }

    private void keep(int code, Octets value, int at) {
        if (code != DhcpOptions.OPTION_OVERLOAD) {
            options.join(code, value);
            return;
        }
        if (value.length() != 1 || value.at(0) < 1 || value.at(0) > 3) {
            throw new MalformedMessageException(at, "option 52", "value " + value + " is not 1, 2 or 3");
        }
        overload |= value.at(0);
    }
}
