package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseView;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.Ip4Address;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// In which subnet of its link a client is given an address, in the order of RFC 2131 §4.3.1: where its address is
/// reserved, where it holds one, where it was offered one, where it had one, where the one lies that it asks for; then
/// one subnet after the other, as their pools are used up.
record SubnetChoice(LeaseView leases) {
    private static final Comparator<Lease> BY_GRANT = Comparator.comparing(Lease::granted);

    /// {@return every subnet of the link, the one to try first in front}
    List<Subnet> inTurn(Question question) {
        var network = question.network();
        if (network.subnets().size() == 1) {
            return network.subnets();
        }
        var known = known(question);
        var preferred = Stream.of(
                        question.reservedOnLink(),
                        latest(known.stream().filter(Lease::isBound)),
                        offered(question),
                        latest(known.stream()),
                        question.requestedAddress())
                .flatMap(Optional::stream)
                .flatMap(address -> network.subnetOf(address).stream());
        return Stream.concat(preferred, network.subnets().stream()).distinct().toList();
    }

    /// {@return the client's leases on the link, present and former}
    List<Lease> known(Question question) {
        return question.network().subnets().stream()
                .flatMap(subnet -> leases.leaseOf(question.client(), subnet).stream())
                .toList();
    }

    /// A client has one address on a link: it gives back those that it holds in other subnets than the question's.
    List<LeaseChange.Released> heldElsewhere(Question question) {
        if (question.network().subnets().size() == 1) {
            return List.of();
        }
        return known(question).stream()
                .filter(lease -> lease.isBound() && !question.subnet().contains(lease.address()))
                .map(lease -> new LeaseChange.Released(lease.released(question.now())))
                .toList();
    }

    /// {@return whether an address is kept for the client in another subnet of the link}
    boolean isOfferedElsewhere(Question question) {
        return question.network().subnets().size() > 1
                && question.network().subnets().stream()
                        .filter(subnet -> !subnet.equals(question.subnet()))
                        .anyMatch(subnet ->
                                leases.offerTo(question.client(), subnet).isPresent());
    }

    private static Optional<Ip4Address> latest(Stream<Lease> leases) {
        return leases.max(BY_GRANT).map(Lease::address);
    }

    private Optional<Ip4Address> offered(Question question) {
        return question.network().subnets().stream()
                .flatMap(subnet -> leases.offerTo(question.client(), subnet).stream())
                .findFirst();
    }
}
