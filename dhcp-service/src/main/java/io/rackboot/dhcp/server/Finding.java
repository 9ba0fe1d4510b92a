package io.rackboot.dhcp.server;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.HardwareAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/// What it means that somebody answers for an address.
enum Finding {
    /// Its client does, or what is to be done about it is done.
    NOTHING,
    /// The client that had it last still uses it, though its lease has ended.
    FORMER_CLIENT,
    /// Somebody uses it who was not given it.
    CONFLICT;

    /// Judges an answer. One that tells no hardware address (ICMP echo) is taken for the last client's, where there was
    /// one.
    ///
    /// @param last the last lease of the address
    /// @param offeredTo the client that was offered it a moment ago
    /// @param by who answers
    /// @param same whether two hardware addresses are one machine's: its cards answer for each other
    static Finding of(
            Optional<Lease> last,
            Optional<HardwareAddress> offeredTo,
            Optional<HardwareAddress> by,
            BiPredicate<HardwareAddress, HardwareAddress> same,
            Instant now) {
        if (last.filter(lease -> isSettled(lease, now)).isPresent()) {
            return NOTHING;
        }
        var former = last.filter(lease -> lease.state() != Lease.State.DECLINED).map(Lease::hardware);
        var answering = by.or(() -> former);
        if (answering.isEmpty()) {
            return CONFLICT;
        }
        if (offeredTo.isPresent()) {
            return same.test(answering.get(), offeredTo.get()) ? NOTHING : CONFLICT;
        }
        return former.filter(client -> same.test(answering.get(), client)).isPresent() ? FORMER_CLIENT : CONFLICT;
    }

    /// A client that holds the address looks after it (DHCPDECLINE); one in quarantine is given to nobody.
    private static boolean isSettled(Lease lease, Instant now) {
        return lease.isBound()
                || lease.state() == Lease.State.DECLINED && lease.expires().isAfter(now);
    }
}
