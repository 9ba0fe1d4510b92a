package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.BiFunction;

/// The addresses that are kept for clients which were offered them. They do not outlive a restart: a client that takes
/// an offer of a server that was restarted is granted the address if it is still free.
final class Offers {
    private record Offer(Holder holder, Ip4Address address, Instant until) {}

    /// The oldest first.
    private final SequencedMap<Holder, Offer> byHolder = new LinkedHashMap<>();

    /// Those that a flood of requests may push out, the oldest first.
    private final SequencedSet<Holder> unknown = new LinkedHashSet<>();

    private final Map<Ip4Address, Offer> byAddress = new HashMap<>();

    /// Keeps an address.
    ///
    /// @return the address that was kept for this holder until now, if it is another
    Optional<Ip4Address> keep(Holder holder, Standing standing, Ip4Address address, Instant until) {
        var before = withdraw(holder).filter(kept -> !kept.equals(address));
        var offer = new Offer(holder, address, until);
        byHolder.putLast(holder, offer);
        byAddress.put(address, offer);
        if (standing == Standing.UNKNOWN) {
            unknown.addLast(holder);
        }
        return before;
    }

    /// {@return the address that is no longer kept for this holder}
    Optional<Ip4Address> withdraw(Holder holder) {
        return Optional.ofNullable(byHolder.remove(holder)).map(offer -> {
            unknown.remove(holder);
            byAddress.remove(offer.address());
            return offer.address();
        });
    }

    /// Drops the offers that nobody took.
    ///
    /// @return their addresses
    List<Ip4Address> dropUntil(Instant now) {
        var over = byHolder.sequencedValues().stream()
                .takeWhile(offer -> !offer.until().isAfter(now))
                .map(Offer::holder)
                .toList();
        return drop(over);
    }

    /// Drops the oldest offers to unknown clients, until there are no more than so many. Who comes for one of them is
    /// granted the address all the same, if nobody else has taken it.
    ///
    /// @return their addresses
    List<Ip4Address> dropBeyond(int limit) {
        int beyond = unknown.size() - limit;
        return beyond > 0 ? drop(unknown.stream().limit(beyond).toList()) : List.of();
    }

    private List<Ip4Address> drop(List<Holder> holders) {
        return holders.stream().flatMap(holder -> withdraw(holder).stream()).toList();
    }

    /// The subnets are others now: keeps each offer for its client in the subnet that the address lies in, and drops
    /// those that lie in none.
    ///
    /// @param regrouped by client and address, who holds the offer
    void regroup(BiFunction<ClientKey, Ip4Address, Optional<Holder>> regrouped) {
        var kept = List.copyOf(byHolder.sequencedValues());
        var strangers = Set.copyOf(unknown);
        byHolder.clear();
        unknown.clear();
        byAddress.clear();
        for (var offer : kept) {
            var standing = strangers.contains(offer.holder()) ? Standing.UNKNOWN : Standing.KNOWN;
            regrouped
                    .apply(offer.holder().client(), offer.address())
                    .ifPresent(holder -> keep(holder, standing, offer.address(), offer.until()));
        }
    }

    /// {@return the addresses that are kept}
    Set<Ip4Address> addresses() {
        return Set.copyOf(byAddress.keySet());
    }

    Optional<Ip4Address> of(Holder holder) {
        return Optional.ofNullable(byHolder.get(holder)).map(Offer::address);
    }

    Optional<Holder> holderOf(Ip4Address address) {
        return Optional.ofNullable(byAddress.get(address)).map(Offer::holder);
    }

    boolean isOffered(Ip4Address address) {
        return byAddress.containsKey(address);
    }
}
