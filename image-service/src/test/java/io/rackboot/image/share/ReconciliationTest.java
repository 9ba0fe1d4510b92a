package io.rackboot.image.share;

import static io.rackboot.image.share.SharedBuilds.EARLY;
import static io.rackboot.image.share.SharedBuilds.LATE;
import static io.rackboot.image.share.SharedBuilds.ME;
import static io.rackboot.image.share.SharedBuilds.NOW;
import static io.rackboot.image.share.SharedBuilds.OTHER;
import static io.rackboot.image.share.SharedBuilds.PATIENCE;
import static io.rackboot.image.share.SharedBuilds.cancelled;
import static io.rackboot.image.share.SharedBuilds.failed;
import static io.rackboot.image.share.SharedBuilds.finished;
import static io.rackboot.image.share.SharedBuilds.queued;
import static io.rackboot.image.share.SharedBuilds.running;
import static io.rackboot.image.share.SharedBuilds.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.share.Reconciliation.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final BuildRecord EARLIER = running(ME, EARLY);
    private static final BuildRecord LATER = running(ME, LATE);

    @Test
    void whatNobodyKnowsIsOffered() {
        for (var own : List.of(queued(), EARLIER, finished(ME), failed(ME), cancelled())) {
            assertThat(decide(own, Optional.empty())).isEqualTo(new Step.Offer());
        }
    }

    @Test
    void whatHasEndedStands() {
        for (var ended : List.of(finished(OTHER), failed(OTHER), cancelled())) {
            var there = Optional.of(seen(ended, OTHER, NOW));
            assertThat(decide(queued(), there)).isEqualTo(new Step.Follow(ended));
            assertThat(decide(EARLIER, there)).isEqualTo(new Step.Follow(ended));
            for (var own : List.of(failed(ME), cancelled())) {
                assertThat(decide(own, there)).isEqualTo(new Step.Keep());
            }
        }
        assertThat(decide(finished(ME), Optional.of(seen(finished(OTHER), OTHER, NOW))))
                .isEqualTo(new Step.Keep());
        assertThat(decide(finished(ME), Optional.of(seen(failed(OTHER), OTHER, NOW))))
                .isEqualTo(new Step.Write(new SharedBuild(finished(ME), ME, false)));
    }

    @Test
    void whatWaitsThereIsBehindWhatWasDoneHere() {
        var there = Optional.of(seen(queued(), OTHER, NOW));
        assertThat(decide(queued(), there)).isEqualTo(new Step.Keep());
        for (var own : List.of(EARLIER, finished(ME), failed(ME), cancelled())) {
            assertThat(decide(own, there)).isEqualTo(new Step.Write(new SharedBuild(own, ME, false)));
        }
    }

    @Test
    void ofTwoAtWorkTheOneThatBeganFirstGoesOn() {
        var early = seen(running(OTHER, EARLY), OTHER, NOW);
        var late = seen(running(OTHER, LATE), OTHER, NOW);
        assertThat(decide(EARLIER, Optional.of(late))).isEqualTo(new Step.Write(new SharedBuild(EARLIER, ME, false)));
        assertThat(decide(LATER, Optional.of(early)))
                .isEqualTo(new Step.Follow(early.shared().build()));
        assertThat(decide(queued(), Optional.of(late)))
                .isEqualTo(new Step.Follow(late.shared().build()));
    }

    @Test
    void whatIsFinishedHereEndsTheWorkElsewhereAndWhatFailedHereDoesNot() {
        var there = seen(running(OTHER, LATE), OTHER, NOW);
        assertThat(decide(finished(ME), Optional.of(there)))
                .isEqualTo(new Step.Write(new SharedBuild(finished(ME), ME, false)));
        assertThat(decide(failed(ME), Optional.of(there)))
                .isEqualTo(new Step.Follow(there.shared().build()));
    }

    @Test
    void aCancelReachesWhoIsAtWork() {
        var there = seen(running(OTHER, LATE), OTHER, NOW);
        assertThat(decide(cancelled(), Optional.of(there)))
                .isEqualTo(new Step.Write(new SharedBuild(there.shared().build(), OTHER, true)));
        var told = new Seen(there.shared().cancelled(), 7, NOW);
        assertThat(decide(cancelled(), Optional.of(told)))
                .isEqualTo(new Step.Follow(there.shared().build()));
        var mine = new Seen(new SharedBuild(EARLIER, ME, true), 7, NOW);
        assertThat(decide(EARLIER, Optional.of(mine))).isEqualTo(new Step.Stop());
    }

    @Test
    void whoIsAtWorkSaysSoBeforeOthersLosePatience() {
        assertThat(decide(EARLIER, Optional.of(seen(EARLIER, ME, NOW)))).isEqualTo(new Step.Keep());
        var silent = NOW.minus(PATIENCE.dividedBy(3)).minusMillis(1);
        assertThat(decide(EARLIER, Optional.of(seen(EARLIER, ME, silent))))
                .isEqualTo(new Step.Write(new SharedBuild(EARLIER, ME, false)));
        assertThat(decide(finished(ME), Optional.of(seen(EARLIER, ME, NOW))))
                .isEqualTo(new Step.Write(new SharedBuild(finished(ME), ME, false)));
    }

    @Test
    void whatAnEarlierLifeWasAtWorkOnWaitsAgainButNotWhatIsJustTaken() {
        var again = queued(1);
        assertThat(decide(again, Optional.of(seen(EARLIER, ME, NOW))))
                .isEqualTo(new Step.Write(new SharedBuild(again, ME, false)));
        assertThat(decide(queued(), Optional.of(seen(EARLIER, ME, NOW)))).isEqualTo(new Step.Keep());
    }

    private static Step decide(BuildRecord own, Optional<Seen> there) {
        return new Reconciliation(ME, PATIENCE).decide(own, there, NOW);
    }
}
