package io.rackboot.dhcp.server;

import io.rackboot.dhcp.fact.BootStory;
import io.rackboot.dhcp.fact.Seldom;
import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.LeaseView;
import io.rackboot.dhcp.lease.PoolUse;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Finds out who uses addresses that he was not given, before a client is given them (RFC 2131 §3.1 step 2) and
/// without letting it wait.
///
/// ```
///   every second   the addresses that each pool gives next   \
///   at an offer    the address offered, if not just asked for  > asked for -> an answer -> quarantine for an hour
/// ```
///
/// A client that asks for an address in quarantine is refused (DHCPNAK) and offered another at once.
public final class AddressProbes implements OfferWatch {
    /// How many addresses of each pool are asked for ahead.
    static final int AHEAD = 16;

    private static final Logger LOG = Logger.getLogger(AddressProbes.class);
    /// Questions per second in all: a flood of new clients makes no flood of broadcasts.
    private static final int PER_SECOND = 64;

    private static final ClientKey NOBODY = new ClientKey("nobody");
    private static final HardwareAddress UNKNOWN = new HardwareAddress(HardwareAddress.ETHERNET, Octets.EMPTY);

    private record Offer(HardwareAddress client, Instant until) {}

    private final LeaseTable table;
    private final Machines machines;
    private final BootStory story;
    private final Commits commits;
    private final DecisionThread decisions;
    private final ProbeMeters meters;
    private final InstantSource clock;
    private final Asked asked = new Asked();
    private final Map<Ip4Address, Offer> offers = new HashMap<>();
    private final Proxies proxies = new Proxies();
    private final Seldom warnings = Seldom.oncePerMinute();
    private Prober prober = Prober.NONE;
    private int left = PER_SECOND;

    /// @param decisions the thread that everything here runs on
    public AddressProbes(
            LeaseTable table,
            Machines machines,
            BootStory story,
            Commits commits,
            DecisionThread decisions,
            ProbeMeters meters,
            InstantSource clock) {
        this.table = table;
        this.machines = machines;
        this.story = story;
        this.commits = commits;
        this.decisions = decisions;
        this.meters = meters;
        this.clock = clock;
    }

    /// Begins to ask, or has another one asked, from any thread.
    public void begin(Prober by) {
        decisions.run(() -> prober = by);
    }

    /// Asks for what comes next; from any thread, to be called every second.
    public void tick() {
        decisions.run(this::probeAhead);
    }

    /// Takes an answer, from any thread.
    ///
    /// @param by who answers, where that is known
    public void answered(Ip4Address address, Optional<HardwareAddress> by) {
        decisions.run(() -> judge(address, by));
    }

    @Override
    public void offered(Ip4Address address, HardwareAddress client) {
        var now = clock.instant();
        ask(address, now);
        if (asked.isFresh(address, now)) {
            offers.put(address, new Offer(client, now.plus(Asked.ANSWERED_WITHIN)));
        }
    }

    private void probeAhead() {
        var now = clock.instant();
        left = PER_SECOND;
        asked.forgetOld(now);
        offers.values().removeIf(offer -> !offer.until().isAfter(now));
        table.ahead(AHEAD).forEach(address -> ask(address, now));
    }

    private void ask(Ip4Address address, Instant now) {
        if (left > 0 && asked.isDue(address, now)) {
            left--;
            if (table.subnetOf(address)
                    .filter(subnet -> prober.probe(subnet, address))
                    .isPresent()) {
                asked.ask(address, now);
                meters.asked();
            }
        }
    }

    private void judge(Ip4Address address, Optional<HardwareAddress> by) {
        var now = clock.instant();
        var offeredTo = Optional.ofNullable(offers.get(address))
                .filter(offer -> offer.until().isAfter(now))
                .map(Offer::client);
        switch (Finding.of(table.leaseAt(address), offeredTo, by, this::areOneMachine, now)) {
            case NOTHING -> {}
            case FORMER_CLIENT -> {
                LOG.debugf("%s is still used by its former client; it is given later", address);
                table.postpone(address);
            }
            case CONFLICT -> table.subnetOf(address).ifPresent(subnet -> conflict(subnet, address, by, now));
        }
    }

    private boolean areOneMachine(HardwareAddress one, HardwareAddress other) {
        return one.equals(other) || machines.idOf(one).equals(machines.idOf(other));
    }

    private void conflict(Subnet subnet, Ip4Address address, Optional<HardwareAddress> by, Instant now) {
        if (by.filter(host -> proxies.isOne(host, address)).isPresent()) {
            warn(
                    by.get(),
                    now,
                    "%s answers for more than %d free addresses: a proxy (RFC 1027)? It is not believed"
                            .formatted(by.get(), Proxies.BELIEVED));
        } else if (isHalfGone(subnet)) {
            warn(
                    subnet.name(),
                    now,
                    "half of subnet %s is in quarantine; that somebody else uses %s changes nothing"
                            .formatted(subnet.name(), address));
        } else if (!commits.takingBack()) {
            quarantine(subnet, address, by.orElse(UNKNOWN), now);
        }
    }

    /// Who answers for everything, or lies, must not use up the pool.
    private boolean isHalfGone(Subnet subnet) {
        return table.use().stream()
                .filter(use -> use.subnet().equals(subnet.name()))
                .mapToLong(PoolUse::quarantined)
                .anyMatch(quarantined -> 2 * quarantined >= Math.max(2, sizeOf(subnet)));
    }

    private static long sizeOf(Subnet subnet) {
        return subnet.ranges().stream().mapToLong(range -> range.size()).sum();
    }

    private void quarantine(Subnet subnet, Ip4Address address, HardwareAddress by, Instant now) {
        var until = now.plus(LeaseView.QUARANTINE);
        var lease = new Lease(
                address,
                NOBODY,
                by,
                Optional.empty(),
                subnet.name(),
                Optional.empty(),
                now,
                until,
                Lease.State.DECLINED);
        List<LeaseChange> change = List.of(new LeaseChange.Declined(lease, until));
        meters.conflict();
        LOG.warnf(
                "%s is used by %s, who was not given it; nobody is given it until %s",
                address, by.equals(UNKNOWN) ? "somebody" : by, until);
        commits.change(change, story.of(change, now), _ -> {});
    }

    private void warn(Object key, Instant now, String text) {
        if (warnings.passes(key, now)) {
            LOG.warn(text);
        }
    }
}
