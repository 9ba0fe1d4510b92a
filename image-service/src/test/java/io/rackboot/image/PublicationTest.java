package io.rackboot.image;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.FactType;
import io.rackboot.events.Json;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents and facts on a real nats-server, which comes and goes.
@SuppressWarnings("try") // jnats' Connection.close may be interrupted
@QuarkusTest
@QuarkusTestResource(StateDirectory.class)
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
class PublicationTest {
    @TempDir
    Path directory;

    NatsServer nats;
    private Sources sources;

    @BeforeEach
    void sources() throws IOException {
        Commands.require("busybox");
        sources = Sources.in(directory.toRealPath());
    }

    @Test
    void aBuildIsToldAndItsImagePublished() throws Exception {
        Builds.ended(Builds.submit(sources.specification("told", "1.0")));
        var image = Builds.image("told", "1.0", "published");
        try (var connection = Nats.connect(nats.url())) {
            var document = document(connection, "told.1.0").orElseThrow();
            assertThat(document.digest()).isEqualTo(image.getString("digest"));
            assertThat(document.artifacts()).hasSize(2);
            assertThat(facts(connection, "told", 3))
                    .containsExactly("build-started 1.0", "build-finished 1.0", "image-published 1.0");
        }
        when().delete("/images/told/1.0").then().statusCode(202);
        Builds.gone("/images/told/1.0");
        try (var connection = Nats.connect(nats.url())) {
            assertThat(document(connection, "told.1.0")).isEmpty();
            assertThat(facts(connection, "told", 4)).last().isEqualTo("image-retired 1.0");
        }
    }

    @Test
    void whileNatsIsAwayBuildsGoOnAndPublishingWaits() throws Exception {
        Builds.ended(Builds.submit(sources.specification("away", "1")));
        Builds.image("away", "1", "published");

        nats.stop();
        var build = Builds.ended(Builds.submit(sources.specification("away", "2")));
        assertThat(build.getString("state")).isEqualTo("finished");
        Builds.image("away", "2", "pending");
        when().delete("/images/away/1").then().statusCode(202);
        Builds.image("away", "1", "retiring");
        nats.restart();

        Builds.image("away", "2", "published");
        Builds.gone("/images/away/1");
        try (var connection = Nats.connect(nats.url())) {
            assertThat(document(connection, "away.2")).isPresent();
            assertThat(document(connection, "away.1")).isEmpty();
            assertThat(facts(connection, "away", 7))
                    .containsExactlyInAnyOrder(
                            "build-started 1",
                            "build-finished 1",
                            "image-published 1",
                            "build-started 2",
                            "build-finished 2",
                            "image-retired 1",
                            "image-published 2");
        }
    }

    @Test
    void aVersionThatAnotherServicePublishedIsNotOverwritten() throws Exception {
        try (var connection = Nats.connect(nats.url())) {
            Builds.ended(Builds.submit(sources.specification("other", "1")));
            Builds.image("other", "1", "published");
            var first = document(connection, "other.1").orElseThrow();
            var theirs = Json.mapper()
                    .writeValueAsBytes(new ImageDocument(
                            "other",
                            "2",
                            Instant.EPOCH,
                            first.rootMode(),
                            first.kernelRelease(),
                            List.of(),
                            "f".repeat(64),
                            first.artifacts()));
            connection.keyValue("images").create("other.2", theirs);

            var taken = Builds.ended(Builds.submit(sources.specification("other", "2")));
            assertThat(taken.getString("error.reason")).isEqualTo("version-taken");
            assertThat(taken.getString("error.detail"))
                    .startsWith("image other.2 is published with digest " + "f".repeat(64) + ", this build made ");

            // Who could not know it then learns it later.
            connection.keyValue("images").create("other.3", theirs);
            nats.stop();
            Builds.ended(Builds.submit(sources.specification("other", "3")));
            nats.restart();
            var refused = Builds.image("other", "3", "refused");
            assertThat(refused.getString("problem"))
                    .isEqualTo("the version is published with digest " + "f".repeat(64));
        }
        try (var connection = Nats.connect(nats.url())) {
            assertThat(connection.keyValue("images").get("other.3").getValue()).isNotEmpty();

            when().delete("/images/other/3").then().statusCode(202);
            Builds.gone("/images/other/3");
            assertThat(connection.keyValue("images").get("other.3").getValue()).isNotEmpty();
        }
    }

    private static Optional<ImageDocument> document(Connection connection, String key)
            throws IOException, JetStreamApiException {
        var entry = connection.keyValue("images").get(key);
        return entry == null || entry.getValue() == null
                ? Optional.empty()
                : Optional.of(Json.mapper().readValue(entry.getValue(), ImageDocument.class));
    }

    /// The facts of an image but its progress, waited for, with a moment more for one that should not be there.
    private static List<String> facts(Connection connection, String image, int count) throws Exception {
        var options = PullSubscribeOptions.builder().stream("IMAGES")
                .configuration(ConsumerConfiguration.builder()
                        .filterSubject("image." + image + ".>")
                        .inactiveThreshold(Duration.ofSeconds(30))
                        .build())
                .build();
        var subscription = connection.jetStream().subscribe("image." + image + ".>", options);
        var facts = new ArrayList<String>();
        var deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (Instant.now().isBefore(deadline)) {
            var wait = facts.size() < count ? Duration.ofMillis(500) : Duration.ofMillis(300);
            var messages = subscription.fetch(100, wait);
            for (var message : messages) {
                message.ack();
                if (CloudEventCodec.decode(message.getData()) instanceof CloudEventCodec.Decoded.Known(var event)
                        && event.fact() instanceof ImageFact fact
                        && !(fact instanceof BuildProgress)) {
                    assertThat(message.getSubject()).isEqualTo(event.subject());
                    facts.add(FactType.of(fact).name() + " " + fact.version());
                }
            }
            if (messages.isEmpty() && facts.size() >= count) {
                break;
            }
        }
        subscription.unsubscribe();
        return facts;
    }
}
