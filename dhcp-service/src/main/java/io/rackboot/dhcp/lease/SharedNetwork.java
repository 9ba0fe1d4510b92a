package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.List;
import java.util.Optional;

/// The subnets that share one link (RFC 2131 §4.3.1: "the client's subnet" is any of them). Most have it to themselves.
///
/// @param name how configuration and logs call it: the subnet's own name where there is one alone
/// @param subnets one or more, in the order in which their pools are used up
public record SharedNetwork(String name, List<Subnet> subnets) {
    /// @throws IllegalArgumentException without a subnet
    public SharedNetwork {
        subnets = List.copyOf(subnets);
        if (subnets.isEmpty()) {
            throw new IllegalArgumentException("shared network " + name + " has no subnet");
        }
    }

    /// {@return the link that a subnet has to itself}
    public static SharedNetwork of(Subnet subnet) {
        return new SharedNetwork(subnet.name(), List.of(subnet));
    }

    /// {@return the subnet that stands for the link where nothing speaks for another}
    public Subnet first() {
        return subnets.getFirst();
    }

    /// {@return the subnet that the address lies in}
    public Optional<Subnet> subnetOf(Ip4Address address) {
        for (var subnet : subnets) {
            if (subnet.contains(address)) {
                return Optional.of(subnet);
            }
        }
        return Optional.empty();
    }

    /// {@return whether the address lies in one of the subnets}
    public boolean contains(Ip4Address address) {
        return subnetOf(address).isPresent();
    }
}
