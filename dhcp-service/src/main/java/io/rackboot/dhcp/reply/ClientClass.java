package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.List;
import java.util.Set;

/// Clients of one kind, and the options for them. A client is of the class that meets every condition; an empty
/// condition is met by all.
///
/// @param architectures values of option 93, the first of which counts
/// @param vendorClasses how option 60 begins
/// @param userClasses what option 77 includes
/// @param hardwareAddresses how the Ethernet address begins
/// @param options what they are given
public record ClientClass(
        Set<Integer> architectures,
        List<String> vendorClasses,
        Set<String> userClasses,
        List<Octets> hardwareAddresses,
        OptionSet options) {
    /// Takes copies.
    ///
    /// @throws IllegalArgumentException for a class without a condition
    public ClientClass {
        architectures = Set.copyOf(architectures);
        vendorClasses = List.copyOf(vendorClasses);
        userClasses = Set.copyOf(userClasses);
        hardwareAddresses = List.copyOf(hardwareAddresses);
        if (architectures.isEmpty()
                && vendorClasses.isEmpty()
                && userClasses.isEmpty()
                && hardwareAddresses.isEmpty()) {
            throw new IllegalArgumentException("no condition says which clients are of this class; set architectures,"
                    + " vendor-classes, user-classes or hardware-addresses");
        }
    }

    boolean includes(DhcpMessage request) {
        return includesArchitecture(request)
                && includesVendorClass(request)
                && includesUserClass(request)
                && includesHardware(request);
    }

    private boolean includesArchitecture(DhcpMessage request) {
        return architectures.isEmpty()
                || NetbootClient.of(request)
                        .filter(client -> architectures.contains(client.architecture()))
                        .isPresent();
    }

    private boolean includesVendorClass(DhcpMessage request) {
        return vendorClasses.isEmpty()
                || request.options()
                        .get(OptionCode.VENDOR_CLASS_IDENTIFIER)
                        .filter(sent -> vendorClasses.stream().anyMatch(sent::startsWith))
                        .isPresent();
    }

    private boolean includesUserClass(DhcpMessage request) {
        return userClasses.isEmpty()
                || request.options()
                        .get(OptionCode.USER_CLASS)
                        .filter(sent -> userClasses.stream().anyMatch(sent::includes))
                        .isPresent();
    }

    private boolean includesHardware(DhcpMessage request) {
        var sent = request.chaddr().bytes();
        return hardwareAddresses.isEmpty()
                || hardwareAddresses.stream()
                        .anyMatch(begin -> begin.length() <= sent.length()
                                && sent.slice(0, begin.length()).equals(begin));
    }
}
