package io.rackboot.inventory.profile;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
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
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@NeedsNatsServer
@WithTestResource(InventoryNats.class)
class ProfileResourceTest {
    private static final String IMAGE = """
            {"name":"%s","version":"%s","created":"2026-11-20T10:00:00Z","rootMode":"initrd",
             "kernelRelease":"6.1.0","kernelArguments":["quiet"],"digest":"ab","artifacts":[{"role":"kernel",
             "name":"vmlinuz","size":8,"sha256":"cd","location":"http://127.0.0.1:8083/artifacts/cd/vmlinuz"}]}
            """;

    NatsServer nats;

    private static Response put(String name, String json) {
        return given().contentType(ContentType.JSON).body(json).put("/profiles/" + name);
    }

    private void publish(String name, String version) throws Exception {
        try (var stream = new BootStream(nats.url())) {
            stream.put(
                    "images",
                    name + "." + version,
                    IMAGE.formatted(name, version).getBytes(StandardCharsets.UTF_8));
        }
        Await.until(() -> given().get("/images/" + name + "/" + version).then().statusCode(200));
    }

    @Test
    void aProfileIsCreatedReadReplacedAndRemoved() {
        var created = put("compute", "{\"image\":\"no-such\",\"metadata\":{\"a\":\"b\"}}");
        created.then()
                .statusCode(201)
                .header("Location", containsString("/profiles/compute"))
                .body("rootMode", equalTo("initrd"))
                .body("metadata.a", equalTo("b"))
                .body("warnings[0]", containsString("no image no-such yet"));
        Schemas.ofService().check("Profile", created.asString());
        var etag = created.header("ETag");
        given().get("/profiles/compute").then().statusCode(200).header("ETag", equalTo(etag));
        given().header("If-None-Match", etag).get("/profiles/compute").then().statusCode(304);

        given().contentType(ContentType.JSON)
                .header("If-None-Match", "*")
                .body("{\"image\":\"x\"}")
                .put("/profiles/compute")
                .then()
                .statusCode(412);
        put("compute", "{\"image\":\"other.1\",\"rootMode\":\"squashfs\"}")
                .then()
                .statusCode(200)
                .body("image", equalTo("other.1"));
        Schemas.ofService().check("ProfileList", given().get("/profiles").asString());
        given().get("/profiles").then().body("profiles.name", hasItem("compute"));

        given().header("If-Match", etag).delete("/profiles/compute").then().statusCode(412);
        given().delete("/profiles/compute").then().statusCode(204);
        given().get("/profiles/compute").then().statusCode(404);
        given().delete("/profiles/compute").then().statusCode(404);
    }

    @Test
    void aProfileInUseStays() {
        put("used", "{\"image\":\"x\"}");
        given().contentType(ContentType.JSON)
                .body("{\"rack\":\"r1\",\"profile\":\"used\"}")
                .put("/machines/525400bb0001");
        given().contentType(ContentType.JSON)
                .body("{\"rack\":\"r1\",\"oneShotProfile\":\"used\"}")
                .put("/machines/525400bb0002");

        var refused = given().delete("/profiles/used");
        Schemas.ofService().check("Problem", refused.asString());
        refused.then()
                .statusCode(409)
                .body("detail", containsString("used by 2 machines (525400bb0001, 525400bb0002)"))
                .body("others", contains("525400bb0001", "525400bb0002"));

        given().delete("/machines/525400bb0001");
        given().delete("/machines/525400bb0002");
        given().delete("/profiles/used").then().statusCode(204);
    }

    @Test
    void mistakesAreTold() {
        put("Compute", "{\"image\":\"x\"}").then().statusCode(400).body("mistakes.field", contains("name"));
        put("compute", "{\"rootMode\":\"other\",\"kernelArguments\":[1]}")
                .then()
                .statusCode(400)
                .body("mistakes.field", contains("image", "rootMode", "kernelArguments[0]"));
        given().delete("/profiles/a b").then().statusCode(400);
    }

    @Test
    void imagesAreWhatImageServicePublished() throws Exception {
        publish("debian", "12.1");
        publish("debian", "12.2");
        publish("rescue", "1");

        var one = given().get("/images/debian/12.2");
        Schemas.ofService().check("Image", one.asString());
        one.then().body("artifacts[0].name", equalTo("vmlinuz"));
        var list = given().get("/images?name=debian&limit=1");
        Schemas.ofService().check("ImageList", list.asString());
        list.then().body("images.version", contains("12.1")).body("next", equalTo("debian.12.1"));
        given().get("/images/debian/13").then().statusCode(404);
        put("known", "{\"image\":\"debian\"}").then().body("warnings", nullValue());
        put("known", "{\"image\":\"debian.12.2\"}").then().body("warnings", nullValue());
        put("known", "{\"image\":\"debian.12.3\"}").then().body("warnings[0]", containsString("debian.12.3"));
    }
}
