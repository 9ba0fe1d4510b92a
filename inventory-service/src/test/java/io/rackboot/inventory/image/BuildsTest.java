package io.rackboot.inventory.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.CloudEvent;
import io.rackboot.events.Emitter;
import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.events.fact.ImagePublished;
import io.rackboot.events.fact.ImageRetired;
import io.rackboot.inventory.fact.HeardImageFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Builds builds = new Builds();

    private static final BuildStarted STARTED = new BuildStarted("debian", "1", "b1");
    private static final BuildProgress HALF = new BuildProgress("debian", "1", "b1", "packages", 50, 9);
    private static final BuildFinished FINISHED =
            new BuildFinished("debian", "1", "b1", Duration.ofMillis(3500), List.of());

    private void hear(int second, ImageFact fact) {
        builds.heard(
                new HeardImageFact(CloudEvent.of(Emitter.IMAGE, NOON.plusSeconds(second), fact), fact, new byte[0]));
    }

    private List<String> json() {
        return builds.newestFirst().stream()
                .map(build -> build.json().toString())
                .toList();
    }

    @Test
    void aBuildIsToldFromItsStartToItsEnd() {
        hear(0, STARTED);
        assertThat(json())
                .containsExactly("{\"id\":\"b1\",\"image\":\"debian\",\"version\":\"1\","
                        + "\"start\":\"2026-11-20T12:00:00Z\",\"last\":\"2026-11-20T12:00:00Z\","
                        + "\"state\":\"running\",\"stage\":\"\",\"percent\":0,\"bytesPerSecond\":0}");
        hear(2, HALF);
        assertThat(json().getFirst()).endsWith("\"stage\":\"packages\",\"percent\":50,\"bytesPerSecond\":9}");
        hear(4, FINISHED);
        assertThat(json())
                .containsExactly("{\"id\":\"b1\",\"image\":\"debian\",\"version\":\"1\","
                        + "\"start\":\"2026-11-20T12:00:00Z\",\"last\":\"2026-11-20T12:00:04Z\","
                        + "\"state\":\"finished\",\"duration\":3.5}");
    }

    @Test
    void aFailedBuildSaysWhy() {
        hear(0, new BuildFailed("debian", "1", "b1", "package-missing", "line 3"));

        assertThat(json().getFirst())
                .endsWith("\"state\":\"failed\",\"reason\":\"package-missing\",\"detail\":\"line 3\"}");
    }

    @Test
    void whatComesLateDoesNotTurnBackTheClock() {
        hear(4, FINISHED);
        hear(2, HALF);
        assertThat(builds.newestFirst().getFirst().state())
                .isEqualTo(new Build.State.Finished(Duration.ofMillis(3500)));

        hear(9, new BuildProgress("debian", "2", "b2", "squashfs", 80, 0));
        hear(8, new BuildProgress("debian", "2", "b2", "packages", 70, 0));
        assertThat(builds.newestFirst().getFirst().state()).isEqualTo(new Build.State.Running("squashfs", 80, 0));
    }

    @Test
    void factsOfImagesAreNoBuilds() {
        hear(0, new ImagePublished("debian", "1", List.of()));
        hear(0, new ImageRetired("debian", "1"));

        assertThat(builds.newestFirst()).isEmpty();
    }

    @Test
    void theNewestHundredAreKept() {
        for (var i = 0; i < 150; i++) {
            hear(i, new BuildStarted("debian", "1", "b" + i));
        }

        assertThat(builds.newestFirst()).hasSize(Builds.KEPT);
        assertThat(builds.newestFirst().getFirst().id()).isEqualTo("b149");
        assertThat(builds.newestFirst().getLast().id()).isEqualTo("b50");
    }
}
