package io.rackboot.dhcp.advertise;

import io.rackboot.dhcp.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The IPv6 routers that speak on a link, each for as long as it said last (RFC 4861 §6.3.4).
final class Routers {
    /// Who invents more of them is believed that there is one.
    private static final int REMEMBERED = 64;

    private final SequencedMap<Octets, Instant> until = new LinkedHashMap<>();

    /// Takes a router's word. One that says zero leaves; nobody else's word is touched by it.
    ///
    /// @param router its address
    void heard(Octets router, Duration lifetime, Instant now) {
        until.remove(router);
        if (lifetime.isPositive()) {
            until.put(router, now.plus(lifetime));
        }
        if (until.size() > REMEMBERED) {
            until.pollFirstEntry();
        }
    }

    /// {@return whether any router speaks}
    boolean speak(Instant now) {
        until.values().removeIf(end -> !end.isAfter(now));
        return !until.isEmpty();
    }
}
