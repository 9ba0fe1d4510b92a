package io.rackboot.inventory;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.rackboot.events.BootClient;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import io.rackboot.events.MachineId;
import io.rackboot.events.Stage;
import io.rackboot.inventory.boot.Story;
import io.rackboot.inventory.testing.Await;
import io.rackboot.inventory.testing.BootStream;
import io.rackboot.inventory.testing.InventoryNats;
import io.rackboot.inventory.testing.Schemas;
import io.rackboot.inventory.testing.SecondReplica;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The packaged application, on the JVM or native.
@QuarkusIntegrationTest
@NeedsNatsServer
@WithTestResource(InventoryNats.class)
class InventoryServiceIT {
    NatsServer nats;

    private static Response put(String path, String json) {
        return given().contentType(ContentType.JSON).body(json).put(path);
    }

    @Test
    void documentsAreWrittenAndRead() {
        put("/profiles/it", "{\"image\":\"debian\",\"kernelArguments\":[\"quiet\"]}")
                .then()
                .statusCode(201);
        var created = put(
                "/machines/525400d10001",
                "{\"rack\":\"r1\",\"profile\":\"it\",\"bmc\":{\"kind\":\"redfish\",\"address\":\"b\","
                        + "\"credentials\":\"c\"}}");
        created.then().statusCode(201).body("warnings", nullValue()).body("bmc.kind", equalTo("redfish"));
        var schemas = Schemas.ofService();
        schemas.check("Machine", created.asString());
        schemas.check("Machine", get("/machines/525400d10001").asString());
        schemas.check("ProfileList", get("/profiles").asString());
        schemas.check("ImageList", get("/images").asString());
        schemas.check("Problem", put("/machines/525400d10001", "{\"x\":1}").asString());
        schemas.check("Problem", get("/nothing").asString());
        get("/").then().statusCode(200).body(containsString("52:54:00:d1:00:01"));
        get("/rackboot.js").then().statusCode(200);
        get("/q/health/ready").then().statusCode(200).body(containsString("\"name\": \"inventory\""));
        given().delete("/profiles/it").then().statusCode(409);
    }

    @Test
    void aBootIsProjectedAndItsOneShotProfileUsedUp() {
        put("/machines/525400d10002", "{\"rack\":\"r1\",\"oneShotProfile\":\"once\"}");
        try (var stream = new BootStream(nats.url())) {
            stream.say(new Story(new MachineId("525400d10002"), Instant.now())
                    .requested(1, Firmware.BIOS, BootClient.IPXE)
                    .complete(9, "b1", Duration.ofSeconds(7))
                    .events());
        }
        Await.until(() -> get("/machines/525400d10002/boots")
                .then()
                .body("boots.outcome", contains("complete"))
                .body("boots[0].duration", equalTo(8.0f)));
        Await.until(() -> get("/machines/525400d10002").then().body("oneShotProfile", nullValue()));
    }

    @Test
    void aNewReplicaRebuildsEveryStoryFromTheStreamAlone() {
        put("/machines/525400d10010", "{\"rack\":\"r1\",\"macs\":[\"525400d10010\",\"525400d10011\"]}");
        var start = Instant.now().minusSeconds(60);
        var late = new Story(new MachineId("525400d10012"), start)
                .uefi(0, "b1")
                .bios(20, "b2")
                .events();
        var disordered = new ArrayList<>(late);
        Collections.swap(disordered, 2, 5);
        Collections.swap(disordered, 11, 12);
        var told = List.of("525400d10010", "525400d10012", "525400d10013", "525400d10014", "525400d10015");
        String before;
        try (var first = new SecondReplica(nats.url());
                var stream = new BootStream(nats.url())) {
            stream.say(new Story(new MachineId("525400d10010"), start)
                    .bios(0, "b1")
                    .events());
            stream.say(new Story(new MachineId("525400d10011"), start)
                    .uefiHttp(9, "b2")
                    .events());
            stream.say(disordered);
            stream.say(new Story(new MachineId("525400d10013"), start)
                    .requested(0, Firmware.BIOS, BootClient.IPXE)
                    .started(5, "b1")
                    .failed(6, "b1", Stage.STARTED, "no root device")
                    .events());
            stream.say(new Story(new MachineId("525400d10014"), start)
                    .requested(0, Firmware.UEFI, BootClient.PXE)
                    .fetched(1, FileRole.KERNEL, "/vmlinuz", 8_000_000)
                    .events());
            stream.say(new Story(new MachineId("525400d10015"), Instant.now())
                    .requested(0, Firmware.UEFI, BootClient.PXE)
                    .events());
            Await.until(() -> get(first.url() + "/machines/525400d10014/boots")
                    .then()
                    .body("boots[0].outcome", equalTo("stalled")));
            Await.until(() -> get(first.url() + "/machines/525400d10015/boots")
                    .then()
                    .body("boots[0].outcome", equalTo("running")));
            before = boots(first, told);
        }
        assertThat(before).contains("no root device").contains("nothing new at stage kernel");
        try (var again = new SecondReplica(nats.url())) {
            Await.until(() -> assertThat(boots(again, told)).isEqualTo(before));
            Await.until(
                    () -> get(again.url() + "/discovered").then().body("discovered.machine", hasItem("525400d10015")));
        }
    }

    private static String boots(SecondReplica replica, List<String> machines) {
        return machines.stream()
                .map(machine ->
                        get(replica.url() + "/machines/" + machine + "/boots").asString())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void twoReplicasSayWhatIsToBeSaidOnce() {
        try (var other = new SecondReplica(nats.url());
                var stream = new BootStream(nats.url())) {
            stream.say(new Story(new MachineId("525400d10003"), Instant.now())
                    .requested(0, Firmware.UEFI, BootClient.PXE)
                    .fetched(0.2, FileRole.KERNEL, "/vmlinuz", 8_000_000)
                    .events());
            for (var replica : new String[] {"", other.url()}) {
                Await.until(() -> get(replica + "/machines/525400d10003/boots")
                        .then()
                        .body("boots[0].outcome", equalTo("stalled")));
                Await.until(
                        () -> get(replica + "/discovered").then().body("discovered.machine", hasItem("525400d10003")));
            }
            assertThat(stream.subjects("boot.r1.525400d10003.boot-stalled"))
                    .isEqualTo(Map.of("boot.r1.525400d10003.boot-stalled", 1L));
            assertThat(stream.subjects("boot.r1.525400d10003.machine-discovered"))
                    .isEqualTo(Map.of("boot.r1.525400d10003.machine-discovered", 1L));

            put(other.url() + "/machines/525400d10003", "{\"rack\":\"r1\",\"hostName\":\"from-the-other\"}");
            Await.until(() -> get("/machines/525400d10003").then().body("hostName", equalTo("from-the-other")));
            get("/discovered").then().body("discovered.machine", not(hasItem("525400d10003")));
        }
    }
}
