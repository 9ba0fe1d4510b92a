package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The order of what a reply gives: the client's own (RFC 2132 §9.8), then whatever it did not ask for. The mask comes
/// before the routers at any rate (§3.3).
final class ParameterOrder {
    private ParameterOrder() {}

    /// Appends what is given to the reply.
    ///
    /// @param wished option 55; empty where the client sends none
    static void append(DhcpOptions given, List<Integer> wished, DhcpOptions.Builder reply) {
        for (int code : codes(given, wished)) {
            given.bytes(code).ifPresent(bytes -> reply.putBytes(code, bytes));
        }
    }

    private static SequencedSet<Integer> codes(DhcpOptions given, List<Integer> wished) {
        var codes = new LinkedHashSet<Integer>();
        for (var code : wished) {
            if (code == OptionCode.ROUTER.code()) {
                codes.add(OptionCode.SUBNET_MASK.code());
            }
            codes.add(code);
        }
        codes.addAll(given.codes());
        return codes;
    }
}
