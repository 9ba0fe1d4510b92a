package io.rackboot.dhcp.lease.journal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/// The facts that were written last and wait to be published, in memory: while somebody publishes, each is gone within
/// moments, and none has to be read back from the file.
final class RecentFacts {
    /// More than are under way at a time; some 1 MB where nobody publishes.
    private static final int KEPT = 1024;

    private final Deque<Pending> facts = new ArrayDeque<>();

    void add(Pending fact) {
        if (facts.size() == KEPT) {
            facts.removeFirst();
        }
        facts.addLast(fact);
    }

    void forget(long upTo) {
        while (!facts.isEmpty() && facts.getFirst().sequence() <= upTo) {
            facts.removeFirst();
        }
    }

    void clear() {
        facts.clear();
    }

    /// {@return whether that fact and all after it are here}
    boolean beginsBy(long sequence) {
        return !facts.isEmpty() && facts.getFirst().sequence() <= sequence;
    }

    /// Adds facts after that sequence to others, until there are so many of those.
    void addAfter(long sequence, Collection<Pending> others, int limit) {
        for (var fact : facts) {
            if (others.size() >= limit) {
                return;
            }
            if (fact.sequence() > sequence) {
                others.add(fact);
            }
        }
    }
}
