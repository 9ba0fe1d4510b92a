package io.rackboot.dhcp.wire;

import java.util.Optional;

/// One DHCP or BOOTP message, its fields named as in RFC 2131 §2.
///
/// @param op request or reply
/// @param chaddr the client's hardware address: `htype`, `hlen` and the first `hlen` bytes of `chaddr`
/// @param hops relays passed, 0 to 255
/// @param xid the transaction
/// @param secs seconds since the client began, 0 to 65535
/// @param flags 16 bits, of which the top one is the broadcast flag
/// @param ciaddr the address the client has and answers to, or 0.0.0.0
/// @param yiaddr the address given to the client, or 0.0.0.0
/// @param siaddr the server of the next boot step, or 0.0.0.0
/// @param giaddr the relay's address on the client's subnet, or 0.0.0.0
/// @param sname the server's name, at most 64 bytes, ends before the first NUL; empty where options overload the field
/// @param file the boot file's name, at most 128 bytes, ends before the first NUL; empty where options overload the
/// field
/// @param options every option of the message, those of overloaded fields among them
public record DhcpMessage(
        Op op,
        HardwareAddress chaddr,
        int hops,
        Xid xid,
        int secs,
        int flags,
        Ip4Address ciaddr,
        Ip4Address yiaddr,
        Ip4Address siaddr,
        Ip4Address giaddr,
        Octets sname,
        Octets file,
        DhcpOptions options) {

    /// The broadcast bit of `flags`: the client cannot take unicast before it has its address.
    public static final int BROADCAST_FLAG = 0x8000;

    /// The room of `sname`, in bytes.
    public static final int SNAME_LENGTH = 64;

    /// The room of `file`, in bytes.
    public static final int FILE_LENGTH = 128;

    /// @throws IllegalArgumentException for a field that does not fit its place on the wire
    public DhcpMessage {
        requireUnsigned("hops", hops, 0xff);
        requireUnsigned("secs", secs, 0xffff);
        requireUnsigned("flags", flags, 0xffff);
        requireFits("sname", sname, SNAME_LENGTH);
        requireFits("file", file, FILE_LENGTH);
    }

    /// {@return the hardware type of `chaddr`}
    public int htype() {
        return chaddr.htype();
    }

    /// {@return the length of `chaddr`, in bytes}
    public int hlen() {
        return chaddr.hlen();
    }

    /// {@return whether the client asks for replies by broadcast}
    public boolean broadcast() {
        return (flags & BROADCAST_FLAG) != 0;
    }

    /// {@return whether a relay agent passed this message on}
    public boolean relayed() {
        return !giaddr.isAny();
    }

    /// {@return option 53; empty in a BOOTP message}
    ///
    /// @throws MalformedMessageException for a value that no RFC defines
    public Optional<MessageType> messageType() {
        // Every message is asked several times: a known type is looked up, anything else is for decoding to judge.
        var type = options.bytes(OptionCode.DHCP_MESSAGE_TYPE.code());
        return type.isPresent()
                        && type.get().length() == 1
                        && MessageType.of(type.get().at(0)).isPresent()
                ? MessageType.of(type.get().at(0))
                : options.get(OptionCode.DHCP_MESSAGE_TYPE);
    }

    private static void requireUnsigned(String field, int value, int maximum) {
        if (value < 0 || value > maximum) {
            throw new IllegalArgumentException(field + " " + value + " is not in 0.." + maximum);
        }
    }

    private static void requireFits(String field, Octets value, int room) {
        if (value.length() > room) {
            throw new IllegalArgumentException(field + " of " + value.length() + " bytes, at most " + room + " fit");
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.at(i) == 0) {
                throw new IllegalArgumentException(field + " contains a NUL");
            }
        }
    }
}
