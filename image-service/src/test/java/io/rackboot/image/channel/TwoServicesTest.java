package io.rackboot.image.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.events.Buckets;
import io.rackboot.events.Json;
import io.rackboot.events.RootMode;
import io.rackboot.events.document.Channel;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.image.StateDirectory;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.Nats;
import io.rackboot.nats.WriteOutcome;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Two image-services that change the same image at once, on a real nats-server.
@QuarkusTest
@QuarkusTestResource(StateDirectory.class)
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
class TwoServicesTest {
    @Inject
    Nats nats;

    @Test
    void noChangeIsLost() throws Exception {
        publish("crowd", "1");
        var services = List.of(service(), service());
        var outcomes = atOnce(IntStream.range(0, 24)
                .<Callable<Outcome>>mapToObj(i -> () -> services.get(i % 2).promote("crowd", wish("c" + i, "1")))
                .toList());
        assertThat(outcomes).allMatch(outcome -> outcome instanceof Outcome.Stands stands && stands.changed());
        var stands = (Outcome.Stands) service().read("crowd");
        assertThat(stands.document().channels())
                .extracting(Channel::name)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 24).mapToObj(i -> "c" + i).toList());
        assertThat(stands.document().history()).hasSize(24);
    }

    @Test
    void aVersionIsNeverBothPromotedAndFreeToGo() throws Exception {
        var one = service();
        var other = service();
        for (var i = 0; i < 25; i++) {
            var version = String.valueOf(i);
            publish("race", version);
            var outcomes = atOnce(List.<Callable<Object>>of(
                    () -> one.promote("race", wish("pilot", version)),
                    () -> other.retire("race", version, Optional.of("ops"))));
            if (outcomes.getFirst() instanceof Outcome.Stands) {
                assertThat(outcomes.getLast()).isEqualTo(new Uses.Known(List.of("channel pilot")));
            } else {
                assertThat(outcomes.getFirst())
                        .isEqualTo(new Outcome.Refused(
                                Refusal.RETIRED, "image race." + version + " is retired; promote another version"));
            }
        }
    }

    @Test
    void whatSomebodyWrotePastTheServiceIsLeftAlone() {
        assertThat(bucket(Buckets.CHANNELS).put("broken", new byte[] {'{'})).isInstanceOf(WriteOutcome.Written.class);
        publish("broken", "1");
        assertThat(service().promote("broken", wish("pilot", "1")))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.UNREADABLE);
                    assertThat(refused.detail()).startsWith("the document channels/broken of revision ");
                });
        assertThat(service().retire("broken", "1", Optional.empty())).isInstanceOf(Uses.Unknown.class);
    }

    private Channels service() {
        return new Channels(
                bucket(Buckets.CHANNELS),
                bucket(Buckets.IMAGES),
                bucket(Buckets.PROFILES),
                Set.of(),
                _ -> {},
                InstantSource.system());
    }

    private KeyValue bucket(String name) {
        return nats.keyValue(BucketDefinition.of(name));
    }

    private void publish(String name, String version) {
        try {
            var image =
                    new ImageDocument(name, version, Instant.EPOCH, RootMode.INITRD, "6.1", List.of(), "d", List.of());
            assertThat(bucket(Buckets.IMAGES).put(image.key(), Json.mapper().writeValueAsBytes(image)))
                    .isInstanceOf(WriteOutcome.Written.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Promotion wish(String channel, String version) {
        return new Promotion(channel, version, "ops", Optional.empty(), Optional.empty(), OptionalLong.empty());
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
