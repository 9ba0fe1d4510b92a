package io.rackboot.dhcp.advertise;

import java.nio.ByteBuffer;
import java.time.Duration;

/// A message of router discovery (RFC 4861 §4.1, §4.2), as far as it matters here.
sealed interface RouterDiscovery {
    /// Somebody asks for routers.
    record Solicitation() implements RouterDiscovery {}

    /// A router speaks.
    ///
    /// @param lifetime how long it wants to be used as a default router; zero: not at all
    record Advertisement(Duration lifetime) implements RouterDiscovery {}

    /// Not for us, for this reason.
    record Invalid(String reason) implements RouterDiscovery {}

    /// Reads a message by the rules of RFC 4861 §6.1.1 and §6.1.2. That the sender is a neighbour shows in its
    /// address: no router forwards what comes from a link-local one.
    ///
    /// @param source 16 bytes
    /// @param message from the ICMPv6 type on
    static RouterDiscovery read(byte[] source, byte[] message) {
        if (message.length < 8 || message[1] != 0) {
            return new Invalid("truncated, or a code other than 0");
        }
        return switch (Byte.toUnsignedInt(message[0])) {
            case 133 -> new Solicitation();
            case 134 -> advertisement(source, message);
            default -> new Invalid("type " + Byte.toUnsignedInt(message[0]));
        };
    }

    private static RouterDiscovery advertisement(byte[] source, byte[] message) {
        var linkLocal = source[0] == (byte) 0xfe && (source[1] & 0xc0) == 0x80;
        if (!linkLocal || message.length < 16) {
            return new Invalid("an advertisement that is truncated or comes from afar");
        }
        return new Advertisement(
                Duration.ofSeconds(Short.toUnsignedInt(ByteBuffer.wrap(message).getShort(6))));
    }

    /// {@return what asks the routers of the link to speak; the kernel fills in the checksum}
    static byte[] whoIsThere() {
        return ByteBuffer.allocate(8).put((byte) 133).array();
    }

    /// {@return an advertisement that says: I am no router, there are no prefixes, and no DHCPv6. All its fields are
    ///     zero, "unspecified by this router"; the kernel fills in the checksum}
    static byte[] nothingHere() {
        return ByteBuffer.allocate(16).put((byte) 134).array();
    }
}
