package io.rackboot.image.share;

import static io.rackboot.image.share.SharedBuilds.EARLY;
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
import static io.rackboot.image.share.SharedBuilds.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.build.BuildError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimantTest {
    private static final Instant LONG_AGO = NOW.minus(PATIENCE).minusMillis(1);

    @Test
    void whatWaitsIsBegunInThisServicesName() {
        assertThat(claim(seen(queued(), OTHER, NOW)))
                .isEqualTo(new Claim.Begin(new SharedBuild(queued().running(url(ME), NOW), ME, false)));
    }

    @Test
    void whatHasEndedIsOver() {
        for (var ended : List.of(finished(OTHER), failed(OTHER), cancelled())) {
            assertThat(claim(seen(ended, OTHER, LONG_AGO))).isEqualTo(new Claim.Over());
        }
    }

    @Test
    void whoWasHeardOfIsLeftAtWork() {
        assertThat(claim(seen(running(OTHER, EARLY), OTHER, NOW.minus(PATIENCE).plusMillis(1))))
                .isEqualTo(new Claim.AtWork());
    }

    @Test
    void whoIsSilentIsSucceededOnce() {
        var first = running(OTHER, EARLY);
        var second = first.running(url(ME), NOW);
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(claim(seen(first, OTHER, LONG_AGO))).isEqualTo(new Claim.Begin(new SharedBuild(second, ME, false)));
        assertThat(claim(seen(second, OTHER, LONG_AGO)))
                .isEqualTo(new Claim.End(new SharedBuild(second.failed(BuildError.endsItsService(), NOW), ME, false)));
    }

    @Test
    void whatIsUnwantedIsNotBegun() {
        var there = new Seen(new SharedBuild(running(OTHER, EARLY), OTHER, true), 7, LONG_AGO);
        assertThat(claim(there))
                .isEqualTo(new Claim.End(new SharedBuild(running(OTHER, EARLY).cancelled(NOW), ME, true)));
    }

    private static Claim claim(Seen seen) {
        return new Claimant(ME, url(ME), PATIENCE).claim(seen, NOW);
    }
}
