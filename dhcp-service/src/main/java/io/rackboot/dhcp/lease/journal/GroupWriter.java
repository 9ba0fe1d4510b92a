package io.rackboot.dhcp.lease.journal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Writes groups of commits and tells each what became of it, once, in their order. The journal's thread writes; any
/// may ask how it goes.
///
/// ```
///   written -> durable
///           -> failed and cut back
///           -> in doubt: cutting back failed too. Nobody is told anything, and nothing is written, until it is cut
///              back; then all that waited is told that it failed
/// ```
final class GroupWriter {
    private static final System.Logger LOG = System.getLogger(GroupWriter.class.getName());

    /// A commit and whom to tell.
    record Waiting(Commit commit, Consumer<CommitOutcome> then) {}

    private final Store store;
    private final List<Waiting> inDoubt = new ArrayList<>();
    private final LongAdder commits = new LongAdder();
    private final LongAdder groups = new LongAdder();
    private final LongAdder syncNanos = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile Optional<String> trouble = Optional.empty();
    private boolean faulty;

    GroupWriter(Store store) {
        this.store = store;
    }

    /// {@return why commits are in doubt, if any are}
    Optional<String> trouble() {
        return trouble;
    }

    /// @param rewritings what else was done
    JournalStatistics statistics(long rewritings) {
        return new JournalStatistics(commits.sum(), groups.sum(), syncNanos.sum(), failures.sum(), rewritings);
    }

    /// Writes a group.
    ///
    /// @return whether it is durable
    boolean write(List<Waiting> group) {
        if (trouble.isPresent() && !retry(group)) {
            return false;
        }
        var began = System.nanoTime();
        var written = attempt(group);
        syncNanos.add(System.nanoTime() - began);
        groups.increment();
        return switch (written) {
            case Written.Durable _ -> {
                commits.add(group.size());
                tell(group, new CommitOutcome.Durable());
                yield true;
            }
            case Written.Failed(var reason) -> {
                fail(group, reason);
                yield false;
            }
            case Written.InDoubt(var reason) -> {
                trouble = Optional.of(reason);
                inDoubt.addAll(group);
                LOG.log(Level.ERROR, "{0}; what of it is on disk is not known, nothing is written until it is", reason);
                yield false;
            }
        };
    }

    /// A fault behind the write, such as want of memory, leaves in doubt what is known of the file: only opening it
    /// again can tell.
    private Written attempt(List<Waiting> group) {
        try {
            var commits = new ArrayList<Commit>(group.size());
            for (var waiting : group) {
                commits.add(waiting.commit());
            }
            return store.write(commits);
        } catch (RuntimeException | Error e) {
            faulty = true;
            return new Written.InDoubt("the lease journal has to be opened again after a fault: " + e);
        }
    }

    /// Tries to end the doubt.
    ///
    /// @param next what would be written next; it waits with the others where the doubt goes on
    /// @return whether it ended
    private boolean retry(List<Waiting> next) {
        if (faulty || store.mend().isPresent()) {
            inDoubt.addAll(next);
            return false;
        }
        LOG.log(Level.INFO, "the lease journal is cut back and written again");
        failInDoubt(trouble.orElseThrow());
        return true;
    }

    /// The last that is done: tells whoever was not told.
    void end() {
        if (trouble.isPresent() && !retry(List.of())) {
            failInDoubt(trouble.orElseThrow() + "; it is not known what of it is there when it is opened again");
        }
    }

    private void failInDoubt(String reason) {
        trouble = Optional.empty();
        var told = List.copyOf(inDoubt);
        inDoubt.clear();
        fail(told, reason);
    }

    private void fail(List<Waiting> group, String reason) {
        failures.add(group.size());
        tell(group, new CommitOutcome.Failed(reason));
    }

    private static void tell(List<Waiting> group, CommitOutcome outcome) {
        for (var waiting : group) {
            try {
                waiting.then().accept(outcome);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, "what follows a commit failed", e);
            }
        }
    }
}
