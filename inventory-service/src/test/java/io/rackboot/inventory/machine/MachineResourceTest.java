package io.rackboot.inventory.machine;

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
import io.rackboot.inventory.testing.Await;
import io.rackboot.inventory.testing.BootStream;
import io.rackboot.inventory.testing.InventoryNats;
import io.rackboot.inventory.testing.Schemas;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@NeedsNatsServer
@WithTestResource(InventoryNats.class)
class MachineResourceTest {
    private static final String PROBLEM = "application/problem+json";

    NatsServer nats;

    private static Response put(String mac, String json) {
        return given().contentType(ContentType.JSON).body(json).put("/machines/" + mac);
    }

    private static Response putIf(String mac, String header, String value, String json) {
        return given().contentType(ContentType.JSON)
                .header(header, value)
                .body(json)
                .put("/machines/" + mac);
    }

    private static ValidatableResponse problem(Response response, int status) {
        Schemas.ofService().check("Problem", response.asString());
        return response.then().statusCode(status).contentType(PROBLEM).body("status", equalTo(status));
    }

    @Test
    void aMachineIsCreatedReadReplacedAndRemoved() {
        var created = put("52:54:00:aa:00:01", "{\"rack\":\"r1\",\"hostName\":\"one\",\"address\":\"10.1.0.1\"}");
        created.then()
                .statusCode(201)
                .header("Location", containsString("/machines/525400aa0001"))
                .body("id", equalTo("525400aa0001"))
                .body("macs", contains("525400aa0001"))
                .body("loader", equalTo("auto"))
                .body("warnings", nullValue());
        Schemas.ofService().check("Machine", created.asString());
        var etag = created.header("ETag");

        given().get("/machines/52-54-00-AA-00-01")
                .then()
                .statusCode(200)
                .header("ETag", equalTo(etag))
                .header("Rackboot-Freshness", equalTo("live"))
                .body("hostName", equalTo("one"));
        given().header("If-None-Match", etag)
                .get("/machines/525400aa0001")
                .then()
                .statusCode(304)
                .header("ETag", equalTo(etag));

        var replaced = putIf("525400aa0001", "If-Match", etag, "{\"rack\":\"r1\",\"hostName\":\"two\"}");
        replaced.then()
                .statusCode(200)
                .header("ETag", not(equalTo(etag)))
                .body("hostName", equalTo("two"))
                .body("address", nullValue());
        put("525400aa0001", "{\"rack\":\"r1\",\"hostName\":\"two\"}")
                .then()
                .statusCode(200)
                .header("ETag", equalTo(replaced.header("ETag")));

        given().header("If-Match", etag).delete("/machines/525400aa0001").then().statusCode(412);
        given().header("If-Match", replaced.header("ETag"))
                .delete("/machines/525400aa0001")
                .then()
                .statusCode(204);
        problem(given().get("/machines/525400aa0001"), 404)
                .body("detail", equalTo("There is no machine 52:54:00:aa:00:01."));
        problem(given().delete("/machines/525400aa0001"), 404);
    }

    @Test
    void whatWasReadCanBeWrittenBack() {
        put(
                        "525400aa0002",
                        "{\"rack\":\"r1\",\"macs\":[\"525400aa0002\",\"525400aa0003\"],\"uuid\":"
                                + "\"4c4c4544-0077-4a10-8032-b3c04f564432\",\"bmc\":{\"kind\":\"ipmi\",\"address\":\"bmc-2\","
                                + "\"credentials\":\"lab\"}}")
                .then()
                .statusCode(201);
        var read = given().get("/machines/525400aa0003");

        put("525400aa0002", read.asString()).then().statusCode(200).header("ETag", equalTo(read.header("ETag")));
    }

    @Test
    void aConditionThatDoesNotHoldTellsTheRevisionThatStands() {
        var etag = put("525400aa0010", "{\"rack\":\"r1\"}").header("ETag");
        var revision = Integer.parseInt(etag.replace("\"", ""));

        problem(putIf("525400aa0010", "If-Match", "\"1999999\"", "{\"rack\":\"r2\"}"), 412)
                .header("ETag", equalTo(etag))
                .body("revision", equalTo(revision));
        problem(putIf("525400aa0010", "If-None-Match", "*", "{\"rack\":\"r2\"}"), 412)
                .body("revision", equalTo(revision));
        problem(putIf("525400aa0011", "If-Match", "*", "{\"rack\":\"r2\"}"), 412)
                .body("revision", nullValue())
                .body("detail", containsString("there is none"));
        problem(putIf("525400aa0010", "If-Match", "12", "{\"rack\":\"r2\"}"), 400)
                .body("mistakes.field", contains("If-Match"));
        given().get("/machines/525400aa0010").then().body("rack", equalTo("r1"));
    }

    @Test
    void everyMistakeIsToldWithFieldAndWhatIsAllowed() {
        problem(put("525400aa0020", "{\"hostName\":5,\"address\":\"10.0.0.256\",\"colour\":\"red\"}"), 400)
                .body("mistakes.field", contains("rack", "hostName", "address", "colour"))
                .body("mistakes.problem", contains("is missing", "is a number", "is \"10.0.0.256\"", "is unknown"))
                .body("detail", containsString("(and 3 more)"));
        problem(put("52:54:00:aa:00", "{\"rack\":\"r1\"}"), 400).body("mistakes.field", contains("machine"));
        problem(put("01:00:5e:00:00:01", "{\"rack\":\"r1\"}"), 400);
        given().get("/machines/525400aa0020").then().statusCode(404);
    }

    @Test
    void hostileBodiesGetAnAnswer() {
        problem(put("525400aa0021", "{\"rack\":".repeat(5000)), 400);
        problem(put("525400aa0021", "[" + "9".repeat(50_000) + "]"), 400);
        problem(put("525400aa0021", "\"\\ud800\""), 400);
        problem(put("525400aa0021", "{\"rack\":\"" + "r".repeat(100_000) + "\"}"), 413);
        problem(given().contentType("text/plain").body("x").put("/machines/525400aa0021"), 415);
        problem(given().post("/machines/525400aa0021"), 405);
        problem(given().get("/nothing"), 404);
        problem(given().accept("text/plain").get("/machines"), 406);
        assertThat(given().contentType(ContentType.JSON)
                        .body(new byte[2_000_000])
                        .put("/machines/525400aa0021")
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"rack\":\"r1\",\"macs\":[\"525400aa0039\",\"525400aa0030\"]}|MAC address 52:54:00:aa:00:30",
                "{\"rack\":\"r1\",\"macs\":[\"525400aa0039\",\"525400aa0031\"]}|MAC address 52:54:00:aa:00:31",
                "{\"rack\":\"r1\",\"address\":\"10.1.0.30\"}|address 10.1.0.30",
                "{\"rack\":\"r2\",\"hostName\":\"Thirty\"}|host name Thirty",
                "{\"rack\":\"r2\",\"clientIdentifier\":\"FF:03\"}|client identifier ff03",
                "{\"rack\":\"r2\",\"switchPort\":{\"circuitId\":\"30\",\"remoteId\":\"0a\"}}|switch port circuitId 30, remoteId 0a"
            })
    void whatAnotherMachineHasIsRefused(String json, String what) {
        put(
                "525400aa0030",
                "{\"rack\":\"r1\",\"macs\":[\"525400aa0030\",\"525400aa0031\"],\"address\":\"10.1.0.30\","
                        + "\"hostName\":\"thirty\",\"clientIdentifier\":\"ff03\","
                        + "\"switchPort\":{\"circuitId\":\"30\",\"remoteId\":\"0a\"}}");

        problem(put("525400aa0039", json), 409)
                .body("detail", containsString(what + " belongs to machine 525400aa0030"))
                .body("others", contains("525400aa0030"));
        given().get("/machines/525400aa0039").then().statusCode(404);
    }

    @Test
    void aSecondAddressOfAMachineIsNoMachineOfItsOwn() {
        put("525400aa0032", "{\"rack\":\"r1\",\"macs\":[\"525400aa0032\",\"525400aa0033\"]}");

        problem(put("525400aa0033", "{\"rack\":\"r1\"}"), 409).body("others", contains("525400aa0032"));
    }

    @Test
    void ofManyWhoClaimTheSameAtOnceOneGetsIt() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 10; round++) {
                var name = "wanted-" + round;
                var prefix = "525400ab%02x".formatted(round);
                var writers = IntStream.range(0, 8)
                        .mapToObj(i -> (Callable<Integer>) () -> put(
                                        prefix + "%02x".formatted(i), "{\"rack\":\"r1\",\"hostName\":\"" + name + "\"}")
                                .statusCode())
                        .toList();
                var statuses = new ArrayList<Integer>();
                for (var done : pool.invokeAll(writers)) {
                    statuses.add(done.get());
                }
                assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
                assertThat(statuses).filteredOn(status -> status == 409).hasSize(7);
                Await.until(() -> given().get("/machines?limit=1000")
                        .then()
                        .body("machines.findAll { it.hostName == '" + name + "' }", hasSize(1)));
            }
        }
    }

    @Test
    void ofManyWhoWriteOverTheSameRevisionOneDoes() throws Exception {
        var etag = put("525400aa0040", "{\"rack\":\"r1\"}").header("ETag");
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, 16)
                    .mapToObj(i -> (Callable<Integer>)
                            () -> putIf("525400aa0040", "If-Match", etag, "{\"rack\":\"r1\",\"serial\":\"s" + i + "\"}")
                                    .statusCode())
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var done : pool.invokeAll(writers)) {
                statuses.add(done.get());
            }
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 412).hasSize(15);
        }
    }

    @Test
    void aProfileThatDoesNotExistYetIsAWarning() {
        put("525400aa0050", "{\"rack\":\"r1\",\"profile\":\"not-yet\",\"oneShotProfile\":\"nor-this\"}")
                .then()
                .statusCode(201)
                .body("warnings", hasSize(2))
                .body("warnings[0]", containsString("no profile not-yet yet"));
    }

    @Test
    void listsHavePagesAndFilters() {
        for (var i = 0; i < 5; i++) {
            put("525400ac000" + i, "{\"rack\":\"paged\",\"profile\":\"p" + i % 2 + "\"}");
        }
        var first = given().get("/machines?rack=paged&limit=2");
        Schemas.ofService().check("MachineList", first.asString());
        first.then()
                .body("machines.id", contains("525400ac0000", "525400ac0001"))
                .body("next", equalTo("525400ac0001"));
        given().get("/machines?rack=paged&limit=2&after=525400ac0001")
                .then()
                .body("machines.id", contains("525400ac0002", "525400ac0003"))
                .body("next", equalTo("525400ac0003"));
        given().get("/machines?rack=paged&limit=2&after=525400ac0003")
                .then()
                .body("machines.id", contains("525400ac0004"))
                .body("next", nullValue());
        given().get("/machines?profile=p1&rack=paged")
                .then()
                .body("machines.id", contains("525400ac0001", "525400ac0003"))
                .body("machines.profile", everyItem(equalTo("p1")));
        given().get("/machines?rack=none").then().statusCode(200).body("machines", hasSize(0));
        problem(given().get("/machines?limit=0"), 400).body("mistakes.field", contains("limit"));
    }

    @Test
    void everyChangeIsAFact() throws Exception {
        var revision = put("525400aa0060", "{\"rack\":\"r7\"}").header("ETag");
        put("525400aa0060", "{\"rack\":\"r7\"}");
        putIf("525400aa0060", "If-Match", revision, "{\"rack\":\"r7\",\"serial\":\"x\"}");
        given().delete("/machines/525400aa0060");

        try (var stream = new BootStream(nats.url())) {
            Await.until(() -> assertThat(stream.subjects("boot.*.525400aa0060.>"))
                    .isEqualTo(Map.of("boot.r7.525400aa0060.machine-changed", 3L)));
        }
    }

    @Test
    void aDocumentThatCannotBeReadIsLeftOutAndCanBeMended() throws Exception {
        try (var stream = new BootStream(nats.url())) {
            stream.put("machines", "525400aa0070", "{\"id\":".getBytes());
        }
        put("525400aa0071", "{\"rack\":\"r1\"}").then().statusCode(201);
        given().get("/machines/525400aa0070").then().statusCode(404);
        put("525400aa0070", "{\"rack\":\"r1\"}").then().statusCode(200);
        given().get("/machines?limit=1000").then().body("machines.id", hasItem("525400aa0070"));
    }
}
