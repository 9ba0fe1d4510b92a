package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.List;

/// The order of what a reply gives: the client's own (RFC 2132 §9.8), then whatever it did not ask for. The mask comes
/// before the routers at any rate (§3.3).
final class ParameterOrder {
    private ParameterOrder() {}

    /// Appends what is given to the reply.
    ///
    /// @param wished option 55; empty where the client sends none
    static void append(DhcpOptions given, List<Integer> wished, DhcpOptions.Builder reply) {
        for (int code : wished) {
            if (code == OptionCode.ROUTER.code()) {
                give(OptionCode.SUBNET_MASK.code(), given, reply);
            }
            give(code, given, reply);
        }
        given.forEach(reply::putBytes);
    }

    /// What the reply has already stays where it is.
    private static void give(int code, DhcpOptions given, DhcpOptions.Builder reply) {
        var bytes = given.bytes(code);
        if (bytes.isPresent()) {
            reply.putBytes(code, bytes.get());
        }
    }
}
