package io.rackboot.dhcp.server;

import io.rackboot.dhcp.fact.BootStory;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.reply.Decider;
import io.rackboot.dhcp.reply.Decision;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.DhcpReader;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.MalformedMessageException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// What happens when a datagram arrives, from top to bottom.
///
/// ```
///   socket -> read | decide -> change the table -> journal (leases and facts) -> reply
///                                                \-> reply, where nothing must be durable: an offer, a refusal
/// ```
public final class DhcpServer {
    private static final Logger LOG = Logger.getLogger(DhcpServer.class);
    private static final int EXPIRED_AT_ONCE = 1000;

    private final LeaseTable table;
    private final BootStory story;
    private final Commits commits;
    private final DecisionThread decisions;
    private final ServerMeters meters;
    private final OfferWatch offers;
    private final ExchangeLog exchanges = new ExchangeLog();
    private final InstantSource clock;
    /// Of the decision thread.
    private Decider decider;

    /// @param decisions the thread that [#take] is called on and everything behind [#tick] runs on
    /// @param offers is told of each offer
    public DhcpServer(
            Decider decider,
            LeaseTable table,
            BootStory story,
            Commits commits,
            DecisionThread decisions,
            ServerMeters meters,
            OfferWatch offers,
            InstantSource clock) {
        this.decider = decider;
        this.table = table;
        this.story = story;
        this.commits = commits;
        this.decisions = decisions;
        this.meters = meters;
        this.offers = offers;
        this.clock = clock;
    }

    /// Takes a datagram off a socket, on the decision thread.
    public void take(Received received) {
        long taken = System.nanoTime();
        if (received.isOversized()) {
            meters.dropped(Drop.OVERSIZED);
            exchanges.oversized(received);
            return;
        }
        sparing(received, () -> answer(DhcpReader.read(received.datagram()), received, taken));
    }

    /// The one place where what is wrong with a datagram ends, and where a fault costs one answer and no more.
    private void sparing(Received received, Runnable step) {
        try {
            step.run();
        } catch (MalformedMessageException e) {
            meters.malformed();
            exchanges.malformed(received, e);
        } catch (RuntimeException e) {
            meters.dropped(Drop.FAULT);
            exchanges.failed(received, e);
        }
    }

    /// Goes over to other subnets and rules, from any thread: what was heard before is still decided by the former
    /// ones.
    ///
    /// @return is done when the new ones are in force
    public CompletableFuture<Void> serve(List<Subnet> subnets, Decider next) {
        return CompletableFuture.runAsync(
                () -> {
                    table.serve(subnets);
                    story.serve(subnets);
                    decider = next;
                },
                decisions::run);
    }

    /// Ends the leases whose time has come, from any thread; returns at once. To be called every second or so.
    public void tick() {
        decisions.run(this::expire);
    }

    private void answer(DhcpMessage request, Received received, long taken) {
        long begun = System.nanoTime();
        var now = clock.instant();
        var exchange = new Exchange(request, received.arrival(), now);
        meters.received(request.messageType());
        var decision = decider.decide(request, received.arrival(), now);
        var changes = withSuperseded(decision.changes(), now);
        var facts = story.of(request, received.arrival(), decision, changes, table, now);
        meters.decided(System.nanoTime() - begun);
        if (commits.takingBack() && !changes.isEmpty()) {
            meters.dropped(Drop.NOT_DURABLE);
            exchanges.notDurable(exchange, "the journal is failing");
            return;
        }
        switch (decision) {
            case Decision.Reply reply -> {
                var written = DhcpWriter.write(reply.message(), reply.maximumSize());
                commits.change(
                        changes,
                        facts,
                        outcome -> sparing(received, () -> reply(exchange, received, taken, reply, written, outcome)));
                changes.forEach(change -> tell(change, request));
            }
            case Decision.Silence silence -> {
                meters.silent(silence.reason());
                exchanges.silent(exchange, silence);
                commits.change(changes, facts, outcome -> settled(exchange, outcome));
            }
        }
    }

    private void tell(LeaseChange change, DhcpMessage request) {
        if (change instanceof LeaseChange.Offered offer) {
            offers.offered(offer.address(), request.chaddr());
        }
    }

    /// The reply leaves when what it promises is on disk. On the journal's thread, or the decision thread where it
    /// promises nothing.
    private void reply(
            Exchange exchange,
            Received received,
            long taken,
            Decision.Reply reply,
            DhcpWriter.Written written,
            CommitOutcome outcome) {
        settled(exchange, outcome);
        switch (outcome) {
            case CommitOutcome.Durable _ -> {
                received.outlet().send(written.bytes(), reply.destination());
                meters.sent(reply.message().messageType(), System.nanoTime() - taken);
                exchanges.replied(exchange, reply, written.omitted());
            }
            case CommitOutcome.Failed _ -> {}
        }
    }

    private void settled(Exchange exchange, CommitOutcome outcome) {
        switch (outcome) {
            case CommitOutcome.Durable _ -> {}
            case CommitOutcome.Failed(var reason) -> {
                meters.dropped(Drop.NOT_DURABLE);
                exchanges.notDurable(exchange, reason);
            }
        }
    }

    /// A client that takes another address in the same subnet gives back the one it had.
    private List<LeaseChange> withSuperseded(List<LeaseChange> changes, Instant now) {
        var all = new ArrayList<LeaseChange>(changes.size() + 1);
        for (var change : changes) {
            if (change instanceof LeaseChange.Bound(var lease)) {
                table.supersededBy(lease)
                        .map(former -> new LeaseChange.Released(former.released(now)))
                        .ifPresent(all::add);
            }
            all.add(change);
        }
        return all;
    }

    private void expire() {
        if (commits.takingBack()) {
            return;
        }
        var now = clock.instant();
        var expired = List.<LeaseChange>copyOf(table.tick(now, EXPIRED_AT_ONCE));
        if (expired.isEmpty()) {
            return;
        }
        commits.change(expired, story.of(expired, now), outcome -> {
            if (outcome instanceof CommitOutcome.Failed(var reason)) {
                LOG.warnf("%d leases ran out, which could not be written: %s", expired.size(), reason);
            }
        });
    }
}
