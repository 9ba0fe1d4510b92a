package io.rackboot.dhcp.wire;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The sub-options inside options 43, 82 and 175, in order of appearance, repeats joined.
///
/// ```
///   +------+-----+-------------+------+-----+-------------+
///   | code | len | value (len) | code | len | value (len) | …
///   +------+-----+-------------+------+-----+-------------+
/// ```
///
/// @param byCode code (0 to 255) to bytes
public record SubOptions(SequencedMap<Integer, Octets> byCode) {
    /// Option 82's sub-option 1: the port that the request came in on (RFC 3046 §3.1).
    public static final int AGENT_CIRCUIT_ID = 1;

    /// Option 82's sub-option 2: the far end of that circuit (RFC 3046 §3.2).
    public static final int AGENT_REMOTE_ID = 2;

    /// Option 82's sub-option 5: an address of the client's subnet where giaddr is none (RFC 3527).
    public static final int LINK_SELECTION = 5;

    /// Option 82's sub-option 10: how the request reached the relay (RFC 5010).
    public static final int RELAY_AGENT_FLAGS = 10;

    /// Option 82's sub-option 11: the server identifier that the relay wants its clients to see (RFC 5107).
    public static final int SERVER_IDENTIFIER_OVERRIDE = 11;

    /// Option 82's sub-option 19, without bytes: the relay is to be answered at the port that it sent from (RFC 8357).
    public static final int RELAY_SOURCE_PORT = 19;

    /// Every code is a sub-option, as in option 82 (RFC 3046 §2.0).
    public static final OptionFormat<SubOptions> PLAIN =
            new OptionFormat<>("sub-options", SubOptions::readPlain, SubOptions::write);

    /// Code 0 is filler and 255 the end, as in options 43 (RFC 2132 §8.4) and 175. Written with the end.
    public static final OptionFormat<SubOptions> ENCAPSULATED = new OptionFormat<>(
            "encapsulated sub-options",
            SubOptions::readEncapsulated,
            options -> options.write().plus(Octets.ofInts(DhcpOptions.END)));

    /// Takes a copy.
    public SubOptions {
        byCode = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byCode));
    }

    /// {@return the one sub-option}
    public static SubOptions of(int code, Octets value) {
        return new SubOptions(new LinkedHashMap<>(Map.of(code, value)));
    }

    /// {@return the sub-option's bytes; empty where it is absent}
    public Optional<Octets> get(int code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /// Reads the encapsulated form as far as it goes, for clients' options that are no reason not to boot: from a
    /// sub-option on that claims more bytes than there are, the rest is left out.
    public static SubOptions readable(Octets bytes) {
        var byCode = new LinkedHashMap<Integer, Octets>();
        int at = 0;
        while (at + 1 < bytes.length() && bytes.at(at) != DhcpOptions.END) {
            int end = bytes.at(at) == DhcpOptions.PAD ? at + 1 : at + 2 + bytes.at(at + 1);
            if (end > bytes.length()) {
                return new SubOptions(byCode);
            }
            if (bytes.at(at) != DhcpOptions.PAD) {
                byCode.merge(bytes.at(at), bytes.slice(at + 2, end), Octets::plus);
            }
            at = end;
        }
        return new SubOptions(byCode);
    }

    private static SubOptions readPlain(ByteBuffer buffer) {
        var byCode = new LinkedHashMap<Integer, Octets>();
        while (buffer.hasRemaining()) {
            readInto(byCode, Byte.toUnsignedInt(buffer.get()), buffer);
        }
        return new SubOptions(byCode);
    }

    private static SubOptions readEncapsulated(ByteBuffer buffer) {
        var byCode = new LinkedHashMap<Integer, Octets>();
        while (buffer.hasRemaining()) {
            int code = Byte.toUnsignedInt(buffer.get());
            if (code == DhcpOptions.END) {
                buffer.position(buffer.limit());
            } else if (code != DhcpOptions.PAD) {
                readInto(byCode, code, buffer);
            }
        }
        return new SubOptions(byCode);
    }

    private static void readInto(Map<Integer, Octets> byCode, int code, ByteBuffer buffer) {
        int length = Byte.toUnsignedInt(buffer.get());
        if (length > buffer.remaining()) {
            throw new MalformedMessageException(
                    buffer.position(),
                    "sub-option " + code,
                    "claims " + length + " bytes, " + buffer.remaining() + " are left");
        }
        byCode.merge(code, Octets.ofRemaining(buffer.slice(buffer.position(), length)), Octets::plus);
        buffer.position(buffer.position() + length);
    }

    private Octets write() {
        var bytes = Octets.EMPTY;
        for (var entry : byCode.entrySet()) {
            for (var part : OptionPart.split(entry.getKey(), entry.getValue())) {
                bytes = bytes.plus(part.bytes());
            }
        }
        return bytes;
    }
}
