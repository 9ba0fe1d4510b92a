package io.rackboot.inventory.boot;

import io.rackboot.events.fact.BootStalled;
import io.rackboot.inventory.fact.Facts;
import io.rackboot.inventory.fact.Replay;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/// Says boot-stalled of every boot whose stage outlives its deadline, once.
///
/// The fact's id and time follow from machine, stage and deadline, so that replicas that see the same stall say the
/// same fact, and the stream keeps one. A boot counts as stalled when the fact comes back by the stream.
@ApplicationScoped
public class StallWatch {
    private static final int REMEMBERED = 10_000;

    private final Timelines timelines;
    private final Deadlines deadlines;
    private final Facts facts;
    private final Replay replay;
    private final SequencedSet<String> said = new LinkedHashSet<>();

    StallWatch(Timelines timelines, Deadlines deadlines, Facts facts, Replay replay) {
        this.timelines = timelines;
        this.deadlines = deadlines;
        this.facts = facts;
        this.replay = replay;
    }

    /// Looks at all boots.
    public void look(Instant now) {
        if (!replay.caughtUp()) {
            return;
        }
        for (var boot : timelines.latest()) {
            deadlines.overdue(boot, now).ifPresent(overdue -> say(boot, overdue));
        }
    }

    private void say(Boot boot, Happening.Overdue overdue) {
        var identity = overdue.stage().text() + "/" + overdue.since();
        if (said.add(boot.machine() + "/" + identity)) {
            var fact =
                    new BootStalled(boot.rack(), boot.machine(), overdue.stage(), overdue.since(), overdue.deadline());
            facts.say(fact, overdue.since().plus(overdue.deadline()), identity);
        }
        if (said.size() > REMEMBERED) {
            said.removeFirst();
        }
    }
}
