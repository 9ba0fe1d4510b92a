package io.rackboot.dhcp;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which leases are asked for: those that suit, by address, so many behind a certain one.
///
/// @param wanted whether a lease suits
/// @param after the address behind which the page begins
/// @param limit how many at most
record LeaseQuery(Predicate<Lease> wanted, Ip4Address after, int limit) {
    /// How many leases a page has when nobody says.
    static final int USUAL_LIMIT = 1000;
    /// How many leases a page may have.
    static final int HIGHEST_LIMIT = 10_000;

    private static final List<String> PARAMETERS =
            List.of("state", "subnet", "machine", "chaddr", "client-identifier", "host-name", "after", "limit");

    /// A part of the list.
    ///
    /// @param leases by address
    /// @param isLast whether none is behind it
    record Page(List<Lease> leases, boolean isLast) {}

    /// Reads the parameters of a request.
    ///
    /// @param machines what machines are called
    /// @throws IllegalArgumentException naming the parameter that is wrong
    static LeaseQuery of(Map<String, List<String>> parameters, Machines machines) {
        parameters.forEach((name, values) -> {
            require(PARAMETERS.contains(name), name, "is no parameter; there are " + String.join(", ", PARAMETERS));
            require(values.size() == 1, name, "is given " + values.size() + " times");
        });
        return new LeaseQuery(
                wanted(parameters, machines),
                value(parameters, "after").map(text -> address("after", text)).orElse(Ip4Address.ANY),
                value(parameters, "limit").map(LeaseQuery::limit).orElse(USUAL_LIMIT));
    }

    /// Reads an address in a path or parameter.
    ///
    /// @throws IllegalArgumentException naming it
    static Ip4Address address(String name, String text) {
        try {
            return Ip4Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /// {@return the part of these leases that is asked for; looks at each once and keeps no more than a page}
    Page page(Collection<Lease> leases) {
        var first =
                new PriorityQueue<Lease>(Comparator.comparing(Lease::address).reversed());
        for (var lease : leases) {
            if (lease.address().compareTo(after) > 0 && wanted.test(lease)) {
                first.add(lease);
                if (first.size() > limit + 1) {
                    first.remove();
                }
            }
        }
        boolean isLast = first.size() <= limit;
        if (!isLast) {
            first.remove();
        }
        var page = new ArrayList<>(first);
        page.sort(Comparator.comparing(Lease::address));
        return new Page(List.copyOf(page), isLast);
    }

    private static Predicate<Lease> wanted(Map<String, List<String>> parameters, Machines machines) {
        return Stream.of(
                        value(parameters, "state").map(LeaseQuery::inState),
                        value(parameters, "subnet").map(LeaseQuery::inSubnet),
                        value(parameters, "machine").map(name -> ofMachine(name, machines)),
                        value(parameters, "chaddr").map(LeaseQuery::ofHardware),
                        value(parameters, "client-identifier").map(LeaseQuery::ofClient),
                        value(parameters, "host-name").map(LeaseQuery::named))
                .flatMap(Optional::stream)
                .reduce(_ -> true, Predicate::and);
    }

    private static Predicate<Lease> inState(String text) {
        var state = state(text);
        return lease -> lease.state() == state;
    }

    private static Predicate<Lease> inSubnet(String name) {
        return lease -> lease.subnet().equals(name);
    }

    private static Predicate<Lease> ofMachine(String name, Machines machines) {
        return lease -> machines.idOf(lease).text().equals(name);
    }

    private static Predicate<Lease> ofHardware(String text) {
        var chaddr = chaddr(text);
        return lease -> lease.hardware().equals(chaddr);
    }

    private static Predicate<Lease> ofClient(String hex) {
        return lease -> lease.clientIdentifier()
                .filter(own -> own.hex().equalsIgnoreCase(hex))
                .isPresent();
    }

    private static Predicate<Lease> named(String hostName) {
        return lease -> lease.hostName().filter(hostName::equalsIgnoreCase).isPresent();
    }

    private static Lease.State state(String text) {
        return Arrays.stream(Lease.State.values())
                .filter(state -> word(state).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state: '" + text + "' is none of "
                        + Arrays.stream(Lease.State.values())
                                .map(LeaseQuery::word)
                                .collect(Collectors.joining(", "))));
    }

    /// {@return the word for a state}
    static String word(Lease.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static HardwareAddress chaddr(String text) {
        try {
            return HardwareAddress.ofMac(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("chaddr: not an Ethernet address: " + text, e);
        }
    }

    private static int limit(String text) {
        boolean isNumber = text.matches("[0-9]{1,6}");
        require(
                isNumber && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= HIGHEST_LIMIT,
                "limit",
                "must be 1 to " + HIGHEST_LIMIT + ", not " + text);
        return Integer.parseInt(text);
    }

    private static Optional<String> value(Map<String, List<String>> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(List::getFirst);
    }

    private static void require(boolean holds, String parameter, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(parameter + ": " + problem);
        }
    }
}
