package io.rackboot.boot.delivery;

import io.rackboot.events.Ipv4;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/// Who asks.
///
/// @param address the machine's address; empty where it has no IPv4 address
/// @param way how the machine speaks to this rack
record Asker(Optional<Ipv4> address, Way way) {
    /// How the machine speaks to this rack.
    enum Way {
        /// By HTTP, to this service.
        HTTP,
        /// By TFTP, to tftp-service, which asks here and tells of the transfer itself.
        TFTP
    }

    private static final Pattern FORWARDED_FOR = Pattern.compile("(?i).*?\\bfor=\"?([0-9.]{7,15})(:[0-9]{1,5})?\"?.*");

    /// Reads the headers `Rackboot-Via` and `Forwarded` (RFC 7239). The latter counts only together with the former:
    /// it may choose a script, and a machine can ask for any script anyway.
    static Asker of(HttpServerRequest request) {
        var peer = Optional.ofNullable(request.remoteAddress())
                .flatMap(address -> Optional.ofNullable(address.hostAddress()))
                .flatMap(Asker::address);
        if (!"tftp".equalsIgnoreCase(request.getHeader("Rackboot-Via"))) {
            return new Asker(peer, Way.HTTP);
        }
        var forwarded = Optional.ofNullable(request.getHeader("Forwarded"))
                .map(FORWARDED_FOR::matcher)
                .filter(match -> match.matches())
                .flatMap(match -> address(match.group(1)));
        return new Asker(forwarded.or(() -> peer), Way.TFTP);
    }

    private static Optional<Ipv4> address(String text) {
        try {
            return Optional.of(new Ipv4(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
