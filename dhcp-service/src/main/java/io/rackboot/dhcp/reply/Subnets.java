package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import java.util.List;
import java.util.Optional;

/// The served subnets by link, and on which link a client is.
///
/// | named by | where |
/// |---|---|
/// | its relay: option 82, link selection (RFC 3527) | giaddr is set |
/// | the client: option 118 (RFC 3011) | anywhere |
/// | giaddr | it is set |
/// | ciaddr, which it sends from: a renewal through routers | sent to this server alone |
/// | this server's address on the interface | else |
///
/// @param networks no two of whose subnets overlap
record Subnets(List<SharedNetwork> networks) {
    /// Takes a copy.
    Subnets {
        networks = List.copyOf(networks);
    }

    /// {@return the link of the client}
    Optional<SharedNetwork> of(DhcpMessage request, Arrival arrival) {
        var selected = selected(request);
        if (selected.isPresent()) {
            return containing(selected.get());
        }
        if (request.relayed()) {
            return containing(request.giaddr());
        }
        if (arrival.unicast()) {
            var own = containing(request.ciaddr());
            if (own.isPresent()) {
                return own;
            }
        }
        return containing(arrival.serverAddress());
    }

    /// {@return the words for people about a request for which [#of] finds none}
    static String none(DhcpMessage request, Arrival arrival) {
        var where = selected(request)
                .map(address -> address + ", which the relay or the client selects")
                .or(() -> Optional.of("relay " + request.giaddr()).filter(_ -> request.relayed()))
                .orElseGet(
                        () -> "interface " + arrival.networkInterface() + " with address " + arrival.serverAddress());
        return "no subnet is configured for " + where;
    }

    private static Optional<Ip4Address> selected(DhcpMessage request) {
        if (request.relayed()) {
            var link = Question.relayAddress(request, SubOptions.LINK_SELECTION);
            if (link.isPresent()) {
                return link;
            }
        }
        return request.options().get(OptionCode.SUBNET_SELECTION);
    }

    private Optional<SharedNetwork> containing(Ip4Address address) {
        for (var network : networks) {
            if (network.contains(address)) {
                return Optional.of(network);
            }
        }
        return Optional.empty();
    }
}
