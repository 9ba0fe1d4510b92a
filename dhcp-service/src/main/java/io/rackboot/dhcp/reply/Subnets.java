package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.SubOptions;
import java.util.List;
import java.util.Optional;

/// The served subnets, and which of them a client is in.
///
/// @param subnets no two of which overlap
record Subnets(List<Subnet> subnets) {
    /// Takes a copy.
    Subnets {
        subnets = List.copyOf(subnets);
    }

    /// {@return the subnet of the client: named by its relay (RFC 3527), else that of the relay, else that of the
    ///     address it sends from and holds (a renewal through routers), else that of the interface}
    Optional<Subnet> of(DhcpMessage request, Arrival arrival) {
        if (request.relayed()) {
            return containing(
                    Question.relayAddress(request, SubOptions.LINK_SELECTION).orElse(request.giaddr()));
        }
        if (arrival.unicast()) {
            var own = containing(request.ciaddr());
            if (own.isPresent()) {
                return own;
            }
        }
        return containing(arrival.serverAddress());
    }

    private Optional<Subnet> containing(Ip4Address address) {
        return subnets.stream().filter(subnet -> subnet.contains(address)).findFirst();
    }
}
