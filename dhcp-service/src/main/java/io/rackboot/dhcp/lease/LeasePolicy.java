package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The rules by which a subnet's addresses are leased.
///
/// @param times of every address that lies in none of the pools
/// @param pools ranges with times of their own
/// @param unknownTime the longest time for a client that no machine's document names; empty where it has the others'
/// @param unknownClients whether such a client is given an address at all
/// @param keptForKnown how many of a hundred addresses are kept for known machines against unknown ones, at most
public record LeasePolicy(
        LeaseTimes times,
        List<TimedRange> pools,
        Optional<Duration> unknownTime,
        UnknownClients unknownClients,
        int keptForKnown) {
    /// Half of the addresses.
    public static final int USUALLY_KEPT = 50;

    /// @throws IllegalArgumentException naming the option that is wrong
    public LeasePolicy {
        pools = List.copyOf(pools);
        unknownTime.ifPresent(time -> requireShort(time, times.usual()));
        if (keptForKnown < 0 || keptForKnown > 100) {
            throw new IllegalArgumentException("kept-for-known: " + keptForKnown + " is not in 0..100");
        }
    }

    private static void requireShort(Duration unknown, Duration usual) {
        LeaseTimes.requireSayable("unknown-lease-time", unknown);
        if (unknown.compareTo(usual) > 0) {
            throw new IllegalArgumentException(
                    "unknown-lease-time: " + unknown + " is longer than lease-time, " + usual);
        }
    }

    /// {@return one lease time for all}
    public static LeasePolicy of(Duration leaseTime) {
        return new LeasePolicy(
                LeaseTimes.of(leaseTime), List.of(), Optional.empty(), UnknownClients.ALLOW, USUALLY_KEPT);
    }

    /// {@return this policy with another share kept for known machines}
    public LeasePolicy keeping(int percent) {
        return new LeasePolicy(times, pools, unknownTime, unknownClients, percent);
    }

    /// {@return how long that address is leased to such a client}
    public LeaseTimes times(Ip4Address address, Standing standing) {
        var here = times(address);
        return standing == Standing.UNKNOWN && unknownTime.isPresent() ? here.atMost(unknownTime.get()) : here;
    }

    private LeaseTimes times(Ip4Address address) {
        for (var pool : pools) {
            if (pool.range().contains(address)) {
                return pool.times();
            }
        }
        return times;
    }

    /// {@return whether such a client is given an address}
    public boolean admits(Standing standing) {
        return standing == Standing.KNOWN || unknownClients == UnknownClients.ALLOW;
    }

    /// {@return what an address was to the holder of its last lease, which has ended}
    Pool.Past past(Lease lease, Standing holder) {
        boolean mayComeBack = lease.state() != Lease.State.DECLINED && keptForKnown > 0;
        return mayComeBack && (holder == Standing.KNOWN || isResidents(lease)) ? Pool.Past.RESIDENT : Pool.Past.VISITED;
    }

    /// {@return whether a lease is or was more than a visit: held for longer than an unknown client may hold one
    ///     without coming back}
    boolean isResidents(Lease lease) {
        var first = times(lease.address(), Standing.UNKNOWN).longest();
        return Duration.between(lease.granted(), lease.expires()).compareTo(first) > 0;
    }
}
