package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// The addresses that are kept for clients which were offered them. They do not outlive a restart: a client that takes
/// an offer of a server that was restarted is granted the address if it is still free.
final class Offers {
    private record Offer(Holder holder, Ip4Address address, Instant until) {}

    private final Map<Holder, Offer> byHolder = new HashMap<>();
    private final Map<Ip4Address, Offer> byAddress = new HashMap<>();
    private final Queue<Offer> byAge = new ArrayDeque<>();

    /// Keeps an address.
    ///
    /// @return the address that was kept for this holder until now, if it is another
    Optional<Ip4Address> keep(Holder holder, Ip4Address address, Instant until) {
        var before = withdraw(holder).filter(kept -> !kept.equals(address));
        var offer = new Offer(holder, address, until);
        byHolder.put(holder, offer);
        byAddress.put(address, offer);
        byAge.add(offer);
        return before;
    }

    /// {@return the address that is no longer kept for this holder}
    Optional<Ip4Address> withdraw(Holder holder) {
        return Optional.ofNullable(byHolder.remove(holder)).map(offer -> {
            byAddress.remove(offer.address());
            return offer.address();
        });
    }

    /// Drops the offers that nobody took.
    ///
    /// @return their addresses
    List<Ip4Address> dropUntil(Instant now) {
        var dropped = new ArrayList<Ip4Address>();
        for (var offer = byAge.peek(); offer != null && !offer.until().isAfter(now); offer = byAge.peek()) {
            byAge.remove();
            if (byHolder.remove(offer.holder(), offer)) {
                byAddress.remove(offer.address());
                dropped.add(offer.address());
            }
        }
        return dropped;
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
