package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Octets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The operator's own options for some clients.
///
/// @param onRequest for clients whose option 55 asks for them, or that send none
/// @param forced for every client
public record OptionSet(DhcpOptions onRequest, DhcpOptions forced) {
    /// No options.
    public static final OptionSet NONE = new OptionSet(DhcpOptions.NONE, DhcpOptions.NONE);

    /// {@return the option's value, whomever it is for}
    Optional<Octets> bytes(int code) {
        var bytes = forced.bytes(code);
        return bytes.isPresent() ? bytes : onRequest.bytes(code);
    }

    boolean isEmpty() {
        return forced.isEmpty() && onRequest.isEmpty();
    }

    boolean isForced(int code) {
        return forced.bytes(code).isPresent();
    }

    /// {@return the codes that there is something to say about}
    List<Integer> codes() {
        return Stream.concat(forced.codes().stream(), onRequest.codes().stream())
                .toList();
    }
}
