package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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

    private final ByteBuffer datagram;
    private final DhcpOptions.Builder options = DhcpOptions.builder();
    private int overload;

    private DhcpReader(ByteBuffer datagram) {
        this.datagram = datagram;
    }

    /// Reads the buffer from its position to its limit; both stay as they are.
    ///
    /// A datagram that ends with `file`, or has zeros where the magic cookie belongs, is a BOOTP message without
    /// options. Options may end without the end option: there are clients that forget it.
    ///
    /// @throws MalformedMessageException for bytes that are no DHCP or BOOTP message
    public static DhcpMessage read(ByteBuffer datagram) {
        return new DhcpReader(datagram.slice().order(ByteOrder.BIG_ENDIAN)).read();
    }

    private DhcpMessage read() {
        if (datagram.remaining() < HEADER_LENGTH) {
            throw new MalformedMessageException(
                    datagram.remaining(), "message", "shorter than the " + HEADER_LENGTH + " bytes of its header");
        }
        var op = op(u8());
        int htype = u8();
        int hlen = u8();
        int hops = u8();
        var xid = new Xid(datagram.getInt());
        int secs = Short.toUnsignedInt(datagram.getShort());
        int flags = Short.toUnsignedInt(datagram.getShort());
        var ciaddr = new Ip4Address(datagram.getInt());
        var yiaddr = new Ip4Address(datagram.getInt());
        var siaddr = new Ip4Address(datagram.getInt());
        var giaddr = new Ip4Address(datagram.getInt());
        var chaddr = chaddr(htype, hlen, field(CHADDR_LENGTH));
        var sname = field(DhcpMessage.SNAME_LENGTH);
        var file = field(DhcpMessage.FILE_LENGTH);
        readOptions(sname, file);
        return new DhcpMessage(
                op,
                chaddr,
                hops,
                xid,
                secs,
                flags,
                ciaddr,
                yiaddr,
                siaddr,
                giaddr,
                overloaded(SNAME_HOLDS_OPTIONS) ? Octets.EMPTY : untilNul(sname),
                overloaded(FILE_HOLDS_OPTIONS) ? Octets.EMPTY : untilNul(file),
                options.build());
    }

    private int u8() {
        return Byte.toUnsignedInt(datagram.get());
    }

    private ByteBuffer field(int length) {
        var field = datagram.slice(datagram.position(), length);
        datagram.position(datagram.position() + length);
        return field;
    }

    private static Op op(int code) {
        return switch (code) {
            case 1 -> Op.BOOTREQUEST;
            case 2 -> Op.BOOTREPLY;
            default -> throw new MalformedMessageException(0, "op", code + " is neither request (1) nor reply (2)");
        };
    }

    private static HardwareAddress chaddr(int htype, int hlen, ByteBuffer chaddr) {
        if (hlen > CHADDR_LENGTH) {
            throw new MalformedMessageException(2, "hlen", hlen + " is longer than chaddr");
        }
        return new HardwareAddress(htype, Octets.ofRemaining(chaddr.limit(hlen)));
    }

    private static Octets untilNul(ByteBuffer field) {
        int end = 0;
        while (end < field.limit() && field.get(end) != 0) {
            end++;
        }
        return Octets.ofRemaining(field.slice(0, end));
    }

    private void readOptions(ByteBuffer sname, ByteBuffer file) {
        if (!hasCookie()) {
            return;
        }
        readField(datagram, datagram.position(), "options");
        if (overloaded(FILE_HOLDS_OPTIONS)) {
            readField(file.duplicate(), 108, "file");
        }
        if (overloaded(SNAME_HOLDS_OPTIONS)) {
            readField(sname.duplicate(), 44, "sname");
        }
    }

    private boolean hasCookie() {
        if (datagram.remaining() < Integer.BYTES) {
            return false;
        }
        int cookie = datagram.getInt();
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

    private void readField(ByteBuffer field, int start, String name) {
        int base = start - field.position();
        while (field.hasRemaining()) {
            int at = base + field.position();
            int code = Byte.toUnsignedInt(field.get());
            if (code == DhcpOptions.END) {
                return;
            }
            if (code != DhcpOptions.PAD) {
                keep(code, value(field, code, at, name), at);
            }
        }
    }

    private static Octets value(ByteBuffer field, int code, int at, String name) {
        if (!field.hasRemaining()) {
            throw new MalformedMessageException(at, "option " + code, name + " ends before its length");
        }
        int length = Byte.toUnsignedInt(field.get());
        if (length > field.remaining()) {
            throw new MalformedMessageException(
                    at, "option " + code, "claims " + length + " bytes, " + name + " has " + field.remaining());
        }
        return Octets.ofNext(field, length);
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
