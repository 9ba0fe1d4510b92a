package io.rackboot.image;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.image.boottest.BootTestDecision;
import io.rackboot.image.boottest.BootTester;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is answered before a machine runs.
@QuarkusTest
@QuarkusTestResource(StateDirectory.class)
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
class BootTestsTest {
    @Inject
    BootTester tester;

    @TempDir
    Path directory;

    @Test
    void whoDoesNotWaitIsRefusedLikeWhoDoes() {
        for (var prefer : new String[] {"respond-async", "wait=100"}) {
            given().header("Prefer", prefer)
                    .post("/images/none/1/boot-test")
                    .then()
                    .statusCode(404)
                    .body("detail", equalTo("image none.1 is not on this service, or is retired"));
        }
    }

    @Test
    void whatIsAcceptedIsKnownAtOnce() throws IOException {
        Commands.require("busybox", "qemu-system-x86_64");
        var sources = Sources.in(directory.toRealPath());
        Builds.ended(Builds.submit(sources.specification("tried", "1")));
        when().get("/images/tried/1/boot-test").then().statusCode(404);

        assertThat(tester.decide("tried.1", "ci")).isInstanceOf(BootTestDecision.Accepted.class);

        when().get("/images/tried/1/boot-test").then().statusCode(202).header("Retry-After", "5");
        for (var prefer : new String[] {"respond-async", "wait=100"}) {
            given().header("Prefer", prefer)
                    .post("/images/tried/1/boot-test")
                    .then()
                    .statusCode(409)
                    .body("detail", equalTo("image tried.1 is being boot-tested"));
        }
    }
}
