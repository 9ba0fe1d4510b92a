package io.rackboot.image;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Channels, retirement and history over HTTP, on a real nats-server.
@QuarkusTest
@QuarkusTestResource(StateDirectory.class)
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
class ChannelsTest {
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
    void aVersionIsPromotedMovedAndItsHistoryTold() {
        published("moved", "1");
        published("moved", "2");
        var etag = promote("moved", "candidate", "{\"version\": \"1\", \"by\": \"ci\"}")
                .statusCode(200)
                .body("channels.name", equalTo(List.of("candidate")))
                .extract()
                .header("ETag");
        assertThat(etag).matches("\"[0-9]+\"");
        promote("moved", "stable", "{\"version\": \"1\"}")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("image moved.1 has had none. POST /images/moved/1/boot-test"));
        promote("moved", "stable", "{\"version\": \"1\", \"by\": \"ops\", \"untested\": \"by hand on node 7\"}")
                .statusCode(200);
        given().header("If-Match", etag)
                .body("{\"version\": \"2\"}")
                .put("/channels/moved/candidate")
                .then()
                .statusCode(412);
        promote("moved", "candidate", "{\"version\": \"2\", \"by\": \"ci\", \"note\": \"nightly\"}")
                .statusCode(200);

        when().get("/channels/moved")
                .then()
                .header("ETag", notNullValue())
                .body("channels.name", equalTo(List.of("candidate", "stable")))
                .body("channels.version", equalTo(List.of("2", "1")));
        when().get("/channels").then().body("image", hasItem("moved"));
        when().get("/images/moved")
                .then()
                .statusCode(200)
                .body("versions.version", equalTo(List.of("2", "1")))
                .body("versions.channels", equalTo(List.of(List.of("candidate"), List.of("stable"))))
                .body("history.what", equalTo(List.of("promoted", "promoted", "promoted", "published", "published")))
                .body("history[0].previous", equalTo("1"))
                .body("history[0].note", equalTo("nightly"))
                .body("history[1].note", equalTo("untested: by hand on node 7"))
                .body("history[2].by", equalTo("ci"));
        when().get("/q/metrics").then().body(containsString("image_promotions_total"));
        when().get("/q/openapi").then().body(containsString("/channels/{image}/{channel}"));
    }

    @Test
    void whatAChannelStandsForStaysUntilItIsMoved() {
        published("kept", "1");
        published("kept", "2");
        promote("kept", "pilot", "{\"version\": \"1\"}").statusCode(200);
        given().queryParam("by", "ops").delete("/images/kept/1").then().statusCode(202);
        Builds.await("/images/kept/1", image -> List.of("channel pilot").equals(image.getList("usedBy")));
        Builds.await("/channels/kept", channels -> List.of("1").equals(channels.getList("retired")));
        promote("kept", "other", "{\"version\": \"1\"}")
                .statusCode(409)
                .body("detail", equalTo("image kept.1 is retired; promote another version"));

        promote("kept", "pilot", "{\"version\": \"2\"}").statusCode(200);
        Builds.gone("/images/kept/1");
        when().get("/images/kept")
                .then()
                .body("versions.version", equalTo(List.of("2")))
                .body("history.findAll { it.what == 'retired' }.by", equalTo(List.of("ops")));
    }

    @Test
    void whatAProfileNamesStaysToo() throws Exception {
        published("profiled", "1");
        published("profiled", "2");
        promote("profiled", "edge", "{\"version\": \"2\"}").statusCode(200);
        try (var profiles = new Profiles(nats.url())) {
            profiles.put("exact", "profiled.1");
            profiles.put("bare", "profiled");
            profiles.put("edge", "profiled@edge");
            when().delete("/channels/profiled/edge")
                    .then()
                    .statusCode(409)
                    .body("detail", equalTo("channel edge of image profiled is used by profile edge"));

            when().delete("/images/profiled/1").then().statusCode(202);
            Builds.await("/images/profiled/1", image -> List.of("profile exact").equals(image.getList("usedBy")));
            profiles.delete("exact");
            Builds.gone("/images/profiled/1");

            // The last one is what a profile without a version boots.
            when().delete("/images/profiled/2").then().statusCode(202);
            Builds.await(
                    "/images/profiled/2",
                    image -> List.of("channel edge", "profile bare").equals(image.getList("usedBy")));
            profiles.delete("bare");
            profiles.delete("edge");
            when().delete("/channels/profiled/edge").then().statusCode(200);
            Builds.gone("/images/profiled/2");
        }
    }

    @Test
    void aParentStaysUntilItsChildrenAreGone() {
        Commands.require("cpio");
        published("parent", "1");
        var child = "name: child\nversion: 1\nroot: {image: parent.1}\nkernel: %s/vmlinuz\n".formatted(directory);
        assertThat(Builds.ended(Builds.submit(child)).getString("state")).isEqualTo("finished");
        assertThat(Builds.image("child", "1", "published").getString("parent")).isEqualTo("parent.1");
        when().delete("/images/parent/1").then().statusCode(202);
        Builds.await("/images/parent/1", image -> List.of("image child.1").equals(image.getList("usedBy")));
        given().body(child.replace("version: 1", "version: 2"))
                .post("/builds")
                .then()
                .statusCode(409)
                .body("detail", equalTo("root.image: that image is retired; build on another version"));
        when().delete("/images/child/1").then().statusCode(202);
        Builds.gone("/images/child/1");
        Builds.gone("/images/parent/1");
    }

    @Test
    void mistakesAreNamed() {
        published("strict", "1");
        mistake("{", "not JSON: line 1, column 2");
        mistake("[]", "not a JSON object such as {\"version\": \"1.4\"}");
        mistake("{}", "version is missing: what the channel shall stand for");
        mistake("{\"version\": 1}", "version: not 1 to 64 of A-Z a-z 0-9 . _ -");
        mistake("{\"version\": \"1\", \"by\": \"a\\nb\"}", "by: not a text of 1 to 200 characters in one line");
        mistake("{\"version\": \"1\", \"force\": true}", "force: unknown field; allowed: version, by, note, untested");
        given().header("If-Match", "x")
                .body("{\"version\": \"1\"}")
                .put("/channels/strict/pilot")
                .then()
                .statusCode(400)
                .body("detail", equalTo("If-Match: not an ETag of the channels, such as \"17\": x"));
        promote("strict", "pilot", "{\"version\": \"9\"}")
                .statusCode(409)
                .body("detail", equalTo("image strict.9 is not published; build it: POST /builds"));
        promote("strict", "Pilot", "{\"version\": \"1\"}").statusCode(404);
        when().delete("/channels/strict/none").then().statusCode(404);
        when().get("/images/none").then().statusCode(404);
    }

    private static void mistake(String body, String detail) {
        promote("strict", "pilot", body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("title", equalTo("Bad Request"))
                .body("status", equalTo(400))
                .body("detail", equalTo(detail));
    }

    private void published(String name, String version) {
        Builds.ended(Builds.submit(sources.specification(name, version)));
        Builds.image(name, version, "published");
    }

    private static ValidatableResponse promote(String image, String channel, String body) {
        return given().contentType("application/json")
                .body(body)
                .put("/channels/" + image + "/" + channel)
                .then();
    }
}
