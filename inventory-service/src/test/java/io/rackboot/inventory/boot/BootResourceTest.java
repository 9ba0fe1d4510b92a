package io.rackboot.inventory.boot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.events.BootClient;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import io.rackboot.events.MachineId;
import io.rackboot.inventory.testing.Await;
import io.rackboot.inventory.testing.BootStream;
import io.rackboot.inventory.testing.InventoryNats;
import io.rackboot.inventory.testing.Schemas;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NeedsNatsServer
@WithTestResource(InventoryNats.class)
class BootResourceTest {
    NatsServer nats;

    private static Story story(String machine) {
        return new Story(new MachineId(machine), Instant.now().minusSeconds(30));
    }

    private void say(Story story) throws Exception {
        try (var stream = new BootStream(nats.url())) {
            stream.say(story.events());
        }
    }

    @Test
    void aBootIsSeenFromTheFirstPacketToTheEnd() throws Exception {
        say(story("525400cc0001").uefiHttp(0, "b1"));

        Await.until(() -> given().get("/machines/52:54:00:cc:00:01/boots")
                .then()
                .statusCode(200)
                .header("Rackboot-Freshness", equalTo("live"))
                .body("machine", equalTo("525400cc0001"))
                .body("boots.outcome", contains("complete"))
                .body("boots[0].firmware", equalTo("uefi-http"))
                .body("boots[0].duration", equalTo(11.9f))
                .body("boots[0].image", equalTo("debian.1"))
                .body(
                        "boots[0].stages.stage",
                        contains("requested", "leased", "loader", "script", "kernel", "started", "complete")));
        Schemas.ofService()
                .check(
                        "BootHistory",
                        given().get("/machines/525400cc0001/boots").asString());
        Schemas.ofService().check("BootList", given().get("/boots?limit=1000").asString());
        given().get("/boots?outcome=complete&limit=1000")
                .then()
                .body("boots.machine", hasItem("525400cc0001"))
                .body("boots.outcome", everyItem(equalTo("complete")));
        given().get("/boots?outcome=failed&limit=1000").then().body("boots.machine", not(hasItem("525400cc0001")));
        given().get("/boots?outcome=done").then().statusCode(400);
        given().get("/boots?rack=r1&limit=1").then().body("boots", hasSize(1)).body("next", not(nullValue()));
        given().get("/q/metrics")
                .then()
                .body(containsString("rackboot_boot_duration_seconds_bucket{firmware=\"uefi-http\",le=\"15.0\"}"))
                .body(containsString("rackboot_boots_total{firmware=\"uefi-http\",outcome=\"complete\"}"))
                .body(containsString("rackboot_machines "));
    }

    @Test
    void aMachinesBootsAreThoseOfAllItsAddresses() throws Exception {
        given().contentType(ContentType.JSON)
                .body("{\"rack\":\"r1\",\"macs\":[\"525400cc0010\",\"525400cc0011\"]}")
                .put("/machines/525400cc0010")
                .then()
                .statusCode(201);
        say(story("525400cc0011").bios(0, "b1"));
        say(story("525400cc0010").bios(10, "b2"));

        Await.until(() -> given().get("/machines/525400cc0010/boots")
                .then()
                .body("boots.machine", contains("525400cc0010", "525400cc0011")));
        given().get("/machines/525400cc0019/boots").then().statusCode(404);
        given().get("/machines/nonsense/boots").then().statusCode(400);
    }

    @Test
    void aMachineWithoutADocumentIsDiscoveredOnce() throws Exception {
        var story = story("525400cc0020")
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .requested(5, Firmware.BIOS, BootClient.IPXE);
        say(story);
        try (var stream = new BootStream(nats.url())) {
            Await.until(() -> assertThat(stream.subjects("boot.r1.525400cc0020.machine-discovered"))
                    .isEqualTo(Map.of("boot.r1.525400cc0020.machine-discovered", 1L)));
            Await.until(() -> given().get("/discovered").then().body("discovered.mac", hasItem("52:54:00:cc:00:20")));
            Schemas.ofService()
                    .check("DiscoveredList", given().get("/discovered").asString());

            stream.say(story.requested(400, Firmware.BIOS, BootClient.IPXE)
                    .events()
                    .subList(2, 3));
            given().contentType(ContentType.JSON)
                    .body("{\"rack\":\"r1\"}")
                    .put("/machines/525400cc0020")
                    .then()
                    .statusCode(201);
            Await.until(() -> given().get("/machines/525400cc0020/boots").then().body("boots", hasSize(2)));
            given().get("/discovered").then().body("discovered.machine", not(hasItem("525400cc0020")));
            assertThat(stream.subjects("boot.r1.525400cc0020.machine-discovered"))
                    .isEqualTo(Map.of("boot.r1.525400cc0020.machine-discovered", 1L));
        }
    }

    @Test
    void aMachineThatIsKnownIsNotDiscovered() throws Exception {
        given().contentType(ContentType.JSON).body("{\"rack\":\"r1\"}").put("/machines/525400cc0021");
        say(story("525400cc0021").bios(0, "b1"));
        say(story("525400cc0022").requested(0, Firmware.BIOS, BootClient.IPXE));
        try (var stream = new BootStream(nats.url())) {
            Await.until(() -> assertThat(stream.subjects("boot.r1.525400cc0022.machine-discovered"))
                    .hasSize(1));
            assertThat(stream.subjects("boot.r1.525400cc0021.machine-discovered"))
                    .isEmpty();
        }
    }

    @Test
    void aStageThatOutlivesItsDeadlineIsAStallOnce() throws Exception {
        var begun = new Story(new MachineId("525400cc0030"), Instant.now())
                .requested(0, Firmware.BIOS, BootClient.IPXE)
                .leased(0.1, "boot.ipxe")
                .fetched(0.2, FileRole.KERNEL, "/vmlinuz", 8_000_000);
        say(begun);

        Await.until(() -> given().get("/machines/525400cc0030/boots")
                .then()
                .body("boots[0].outcome", equalTo("stalled"))
                .body("boots[0].stage", equalTo("kernel"))
                .body("boots[0].reason", equalTo("nothing new at stage kernel for 2 s")));
        try (var stream = new BootStream(nats.url())) {
            stream.say(begun.fetched(3, FileRole.INITRD, "/initrd", 9)
                    .started(4, "b1")
                    .complete(5, "b1")
                    .events()
                    .subList(3, 6));
            Await.until(() ->
                    given().get("/machines/525400cc0030/boots").then().body("boots.outcome", contains("complete")));
            assertThat(stream.subjects("boot.r1.525400cc0030.boot-stalled"))
                    .isEqualTo(Map.of("boot.r1.525400cc0030.boot-stalled", 1L));
        }
    }

    @Test
    void aOneShotProfileIsUsedUpByTheBootThatRanIt() throws Exception {
        given().contentType(ContentType.JSON)
                .body("{\"rack\":\"r1\",\"profile\":\"usual\",\"oneShotProfile\":\"rescue\"}")
                .put("/machines/525400cc0040")
                .then()
                .statusCode(201);
        say(new Story(new MachineId("525400cc0040"), Instant.now())
                .requested(1, Firmware.BIOS, BootClient.IPXE)
                .complete(5, "b1", Duration.ofSeconds(3)));

        Await.until(() -> given().get("/machines/525400cc0040")
                .then()
                .body("oneShotProfile", nullValue())
                .body("profile", equalTo("usual")));
    }

    @Test
    void aOneShotProfileForTheNextBootStays() throws Exception {
        given().contentType(ContentType.JSON)
                .body("{\"rack\":\"r1\",\"oneShotProfile\":\"rescue\"}")
                .put("/machines/525400cc0041");
        say(story("525400cc0041").bios(0, "b1"));
        say(new Story(new MachineId("525400cc0042"), Instant.now()).requested(0, Firmware.BIOS, BootClient.IPXE));

        // The discovery is told by the same watch, after the first machine's boot was looked at.
        Await.until(
                () -> given().get("/machines/525400cc0041/boots").then().body("boots[0].outcome", equalTo("complete")));
        try (var stream = new BootStream(nats.url())) {
            Await.until(() -> assertThat(stream.subjects("boot.r1.525400cc0042.machine-discovered"))
                    .hasSize(1));
        }
        given().get("/machines/525400cc0041").then().body("oneShotProfile", equalTo("rescue"));
    }

    @Test
    void whatIsNoFactIsPassedOver() throws Exception {
        try (var stream = new BootStream(nats.url())) {
            stream.raw("boot.r1.525400cc0050.x", "no json".getBytes(StandardCharsets.UTF_8), "raw-1");
            stream.raw("boot.r1.525400cc0050.x", new byte[0], "raw-2");
            stream.raw(
                    "boot.r1.525400cc0050.new-fact",
                    ("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"io.rackboot.boot.new-fact\","
                                    + "\"time\":\"2026-11-20T10:00:00Z\",\"data\":{}}")
                            .getBytes(StandardCharsets.UTF_8),
                    "raw-3");
        }
        say(story("525400cc0051").bios(0, "b1"));

        Await.until(
                () -> given().get("/machines/525400cc0051/boots").then().body("boots.outcome", contains("complete")));
    }
}
