package io.rackboot.dhcp.reply;

import java.util.List;
import java.util.Map;

/// What the operator has clients told besides their address, mask and boot file.
///
/// @param everywhere for clients of every subnet
/// @param subnets by the subnet's name
/// @param classes for clients of a kind; of several, the first that has an option counts
public record Parameters(OptionSet everywhere, Map<String, SubnetParameters> subnets, List<ClientClass> classes) {
    /// Nothing but what the subnets say by themselves: routers, name servers, domain name, broadcast address.
    public static final Parameters NONE = new Parameters(OptionSet.NONE, Map.of(), List.of());

    /// What one subnet has.
    ///
    /// @param options for its clients
    /// @param renewal T1 and T2 of its leases
    public record SubnetParameters(OptionSet options, RenewalTimes renewal) {
        /// Nothing of its own.
        public static final SubnetParameters NONE = new SubnetParameters(OptionSet.NONE, RenewalTimes.USUAL);
    }

    /// Takes copies.
    public Parameters {
        subnets = Map.copyOf(subnets);
        classes = List.copyOf(classes);
    }

    /// {@return what a subnet has}
    SubnetParameters of(String subnet) {
        return subnets.getOrDefault(subnet, SubnetParameters.NONE);
    }
}
