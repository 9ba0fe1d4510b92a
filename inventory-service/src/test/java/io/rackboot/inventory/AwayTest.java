package io.rackboot.inventory;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.events.MachineId;
import io.rackboot.inventory.boot.Story;
import io.rackboot.inventory.testing.Await;
import io.rackboot.inventory.testing.BootStream;
import io.rackboot.inventory.testing.InventoryNats;
import io.rackboot.inventory.testing.Schemas;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The message server goes away and comes back.
@QuarkusTest
@NeedsNatsServer
@WithTestResource(InventoryNats.class)
class AwayTest {
    NatsServer nats;

    private static Response put(String path, String json) {
        return given().contentType(ContentType.JSON).body(json).put(path);
    }

    @Test
    void readsGoOnAndWritesSayWhyNot() throws Exception {
        put("/machines/525400dd0001", "{\"rack\":\"r1\",\"hostName\":\"stays\"}")
                .then()
                .statusCode(201);
        try (var stream = new BootStream(nats.url())) {
            stream.say(new Story(new MachineId("525400dd0001"), Instant.now().minusSeconds(30))
                    .bios(0, "b1")
                    .events());
        }
        Await.until(
                () -> given().get("/machines/525400dd0001/boots").then().body("boots.outcome", contains("complete")));

        nats.kill();
        try {
            Await.until(() -> given().get("/machines/525400dd0001")
                    .then()
                    .statusCode(200)
                    .header("Rackboot-Freshness", equalTo("stale"))
                    .body("hostName", equalTo("stays")));
            given().get("/boots?limit=1000")
                    .then()
                    .header("Rackboot-Freshness", equalTo("stale"))
                    .body("boots.machine", hasItem("525400dd0001"));
            given().get("/")
                    .then()
                    .header("Rackboot-Freshness", equalTo("stale"))
                    .body(containsString("data-state=\"stale\">The NATS server cannot be reached"));
            var refused = put("/machines/525400dd0001", "{\"rack\":\"r2\"}");
            Schemas.ofService().check("Problem", refused.asString());
            refused.then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", equalTo("5"))
                    .body("detail", containsString("NATS server cannot be reached"));
            put("/profiles/away", "{\"image\":\"x\"}").then().statusCode(503);
            given().delete("/machines/525400dd0001").then().statusCode(503);
            given().delete("/profiles/away").then().statusCode(503);
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            nats.restart();
        }

        Await.until(() -> put("/machines/525400dd0001", "{\"rack\":\"r2\",\"hostName\":\"stays\"}")
                .then()
                .statusCode(200)
                .body("rack", equalTo("r2")));
        Await.until(() -> given().get("/machines/525400dd0001")
                .then()
                .header("Rackboot-Freshness", equalTo("live"))
                .body("rack", equalTo("r2")));
        try (var stream = new BootStream(nats.url())) {
            stream.say(new Story(new MachineId("525400dd0002"), Instant.now().minusSeconds(30))
                    .bios(0, "b1")
                    .events());
        }
        Await.until(
                () -> given().get("/machines/525400dd0002/boots").then().body("boots.outcome", contains("complete")));
        given().get("/machines/525400dd0001/boots").then().body("boots.outcome", contains("complete"));
    }
}
