package io.rackboot.dhcp.server;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.Undo;
import io.rackboot.dhcp.lease.journal.Commit;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.lease.journal.OutboxFact;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Takes changes to the table at once and to the disk together with their facts.
///
/// ```
///   table changed -> on its way to the disk -> durable: the reply leaves
///                                           -> failed:  no more changes until nothing is on its way;
///                                                       then what failed is taken back, newest first
/// ```
public final class Commits {
    private static final Logger LOG = Logger.getLogger(Commits.class);

    /// The journal's way to take a commit; `then` is called in commit order.
    @FunctionalInterface
    public interface Log {
        /// Begins to write and returns at once.
        void commit(Commit commit, Consumer<CommitOutcome> then);

        /// {@return why commits wait untold, where they do: more of them would wait too}
        default Optional<String> trouble() {
            return Optional.empty();
        }
    }

    private final LeaseTable table;
    private final Log log;
    private final DecisionThread decisions;
    private final ServerMeters meters;
    private final Consumer<List<Lease>> durable;
    private final AtomicInteger onTheirWay = new AtomicInteger();
    private final Deque<List<Undo>> failed = new ConcurrentLinkedDeque<>();
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean takingBack;

    /// @param durable is told of leases once they are on disk, on the journal's thread
    public Commits(
            LeaseTable table, Log log, DecisionThread decisions, ServerMeters meters, Consumer<List<Lease>> durable) {
        this.table = table;
        this.log = log;
        this.decisions = decisions;
        this.meters = meters;
        this.durable = durable;
    }

    /// {@return why the last commit failed, or waits, if it does}
    public Optional<String> failure() {
        return log.trouble().or(() -> failure);
    }

    /// {@return whether changes must wait because earlier ones are about to be taken back, or may have to be}
    boolean takingBack() {
        return takingBack || log.trouble().isPresent();
    }

    /// Changes the table and writes what must be durable. Called by the decision thread.
    ///
    /// @param then is called when the changes are durable or have failed; at once where nothing must be durable
    void change(List<LeaseChange> changes, List<OutboxFact> facts, Consumer<CommitOutcome> then) {
        var undos = new ArrayList<Undo>(changes.size());
        for (var change : changes) {
            table.apply(change).ifPresent(undos::add);
        }
        if (undos.isEmpty()) {
            then.accept(new CommitOutcome.Durable());
            tell(facts);
        } else {
            write(undos, facts, then);
        }
    }

    /// Facts alone would wait in memory with the commits that wait untold, however many: they fail at once.
    private void tell(List<OutboxFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        log.trouble()
                .ifPresentOrElse(
                        reason -> meters.committed(new CommitOutcome.Failed(reason), 0),
                        () -> write(List.of(), facts, _ -> {}));
    }

    private void write(List<Undo> undos, List<OutboxFact> facts, Consumer<CommitOutcome> then) {
        var leases = new ArrayList<Lease>(undos.size());
        for (var undo : undos) {
            leases.add(undo.after());
        }
        var commit = new Commit(leases, facts);
        long begun = System.nanoTime();
        onTheirWay.incrementAndGet();
        log.commit(commit, outcome -> {
            meters.committed(outcome, System.nanoTime() - begun);
            try {
                then.accept(outcome);
            } finally {
                settle(outcome, undos, commit.leases());
            }
        });
    }

    private void settle(CommitOutcome outcome, List<Undo> undos, List<Lease> leases) {
        switch (outcome) {
            case CommitOutcome.Durable _ -> {
                if (failure.isPresent()) {
                    LOG.info("leases are written again");
                }
                failure = Optional.empty();
                durable.accept(leases);
            }
            case CommitOutcome.Failed(var reason) -> {
                if (failure.isEmpty()) {
                    LOG.errorf("leases cannot be written, clients that want one get no answer: %s", reason);
                }
                failure = Optional.of(reason);
                takingBack = true;
                failed.addFirst(undos);
            }
        }
        if (onTheirWay.decrementAndGet() == 0 && takingBack) {
            decisions.run(this::takeBack);
        }
    }

    /// On the decision thread, which alone sends commits on their way: none is, so these changes are the newest.
    private void takeBack() {
        if (onTheirWay.get() > 0) {
            return; // the last one to settle comes here again
        }
        for (var undos = failed.pollFirst(); undos != null; undos = failed.pollFirst()) {
            undos.reversed().stream().filter(this::stands).forEach(table::undo);
        }
        takingBack = false;
    }

    /// The very record, not an equal one: a client that asks twice in one instant has two, and the later may be
    /// durable.
    private boolean stands(Undo undo) {
        return table.leaseAt(undo.after().address())
                .filter(lease -> lease == undo.after())
                .isPresent();
    }
}
