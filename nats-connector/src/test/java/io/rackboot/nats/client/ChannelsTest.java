package io.rackboot.nats.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Eventually;
import io.rackboot.nats.IncomingNats;
import io.rackboot.nats.Nats;
import io.rackboot.nats.ReadOutcome;
import io.rackboot.nats.WriteOutcome;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Channels, beans and configuration in a Quarkus application.
@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
class ChannelsTest {
    @Inject
    Traffic traffic;

    @Inject
    Nats nats;

    @Inject
    MeterRegistry registry;

    @Inject
    @Readiness
    NatsReadiness readiness;

    NatsServer server;

    @BeforeEach
    void connectedAndQuiet() {
        Eventually.holds(() -> traffic.underWay.get() == 0, () -> traffic.underWay + " messages of the test before");
        traffic.told.clear();
        traffic.toldFrom.clear();
        traffic.heard.clear();
        traffic.acked.set(0);
        traffic.nacked.clear();
        Eventually.holds(nats::connected);
    }

    @Test
    void aFactIsStoredAckedAndComesBackWithItsMetadata() {
        traffic.fact("facts.told.one", "one", "eins");

        Eventually.holds(() -> traffic.told.size() == 1);
        assertThat(traffic.told).containsExactly("eins");
        IncomingNats from = traffic.toldFrom.getFirst();
        assertThat(from.subject()).isEqualTo("facts.told.one");
        assertThat(from.sequence()).isPositive();
        assertThat(from.delivered()).isEqualTo(1);
        Eventually.holds(() -> traffic.acked.get() == 1);
        assertThat(traffic.nacked).isEmpty();
    }

    @Test
    void aRepeatedIdIsStoredOnceAndAckedTwice() {
        traffic.fact("facts.told.twice", "twice", "zwei");
        traffic.fact("facts.told.twice", "twice", "zwei");
        traffic.fact("facts.told.last", "last", "drei");

        Eventually.holds(() -> traffic.told.contains("drei"));
        assertThat(traffic.told).containsExactly("zwei", "drei");
        Eventually.holds(() -> traffic.acked.get() == 3);
    }

    @Test
    void aSubjectOutsideOfTheStreamIsNackedWithTheReason() {
        traffic.fact("elsewhere.x", "elsewhere", "x");

        Eventually.holds(() -> traffic.nacked.size() == 1);
        assertThat(traffic.nacked).containsExactly("stream FACTS takes [facts.>], not 'elsewhere.x'");
        assertThat(traffic.acked).hasValue(0);
    }

    @Test
    void aFailedMessageComesAgain() {
        traffic.fact("facts.told.again", "again", "again");

        Eventually.holds(() -> traffic.told.size() == 2, () -> traffic.told);
        assertThat(traffic.toldFrom.stream().map(IncomingNats::delivered)).containsExactly(1L, 2L);
    }

    @Test
    void coreMessagesGoToTheChannelsSubject() {
        Eventually.holds(() -> {
            traffic.news("hello"); // until the subscription stands, nobody hears
            return !traffic.heard.isEmpty();
        });
        assertThat(traffic.heard).containsOnly("hello");
    }

    @Test
    void aBurstLargerThanAnyBufferOfSmallRyeIsTaken() {
        IntStream.range(0, 20_000).forEach(i -> traffic.fact("facts.burst", "burst-" + i, "x"));

        Eventually.holds(() -> traffic.acked.get() == 20_000, () -> traffic.acked + " " + traffic.nacked);
        assertThat(traffic.nacked).isEmpty();
    }

    @Test
    void factsSaidWhileTheServerIsAwayArriveOnceWhenItIsBack() {
        server.kill();
        var expected = IntStream.range(0, 200).mapToObj(i -> "away " + i).toList();
        expected.forEach(text -> traffic.fact("facts.told.away", text, text));
        Eventually.holds(() -> !nats.connected());
        assertThat(registry.get("nats.spilled").tag("channel", "facts").gauge().value())
                .isEqualTo(200);
        assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(readiness.call().getData().orElseThrow()).containsEntry("connected", false);

        server.restart();

        Eventually.holds(() -> traffic.told.containsAll(expected), () -> traffic.told);
        // a killed server has forgotten the newest acks: what was told before the kill may come again
        assertThat(traffic.told.stream().filter(text -> text.startsWith("away")))
                .containsExactlyInAnyOrderElementsOf(expected);
        Eventually.holds(() -> traffic.acked.get() == 200);
        assertThat(readiness.call().getData().orElseThrow()).containsEntry("connected", true);
        assertThat(registry.get("nats.reconnects").counter().count()).isPositive();
    }

    @Test
    void metersCountPerChannel() {
        var before =
                registry.get("nats.acked").tag("channel", "facts").counter().count();
        traffic.fact("facts.counted", "counted", "x");
        Eventually.holds(() ->
                registry.get("nats.acked").tag("channel", "facts").counter().count() == before + 1);
    }

    @Test
    void theBeanGivesBuckets() {
        var bucket = nats.keyValue(BucketDefinition.of("quarkus"));
        assertThat(bucket.create("a", "1".getBytes(StandardCharsets.UTF_8))).isEqualTo(new WriteOutcome.Written(1));
        assertThat(bucket.get("a"))
                .isInstanceOfSatisfying(
                        ReadOutcome.Found.class,
                        found -> assertThat(found.entry().value()).asString().isEqualTo("1"));
    }
}
