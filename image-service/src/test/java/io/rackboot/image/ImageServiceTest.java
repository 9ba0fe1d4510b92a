package io.rackboot.image;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.image.store.Digests;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(StateDirectory.class)
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
class ImageServiceTest {
    @TempDir
    Path directory;

    private Sources sources;

    @BeforeEach
    void sources() throws IOException {
        Commands.require("busybox");
        sources = Sources.in(directory.toRealPath());
    }

    @Test
    void aSpecificationBecomesAPublishedImage() {
        var submitted = given().contentType("application/yaml")
                .body(sources.specification("story", "1.0").getBytes(StandardCharsets.UTF_8))
                .post("/builds");
        assertThat(submitted.statusCode()).isEqualTo(202);
        var id = submitted.jsonPath().getString("build");
        assertThat(submitted.header("Location")).endsWith("/builds/" + id);

        var build = Builds.ended(id);
        assertThat(build.getString("state")).isEqualTo("finished");
        assertThat(build.getInt("percent")).isEqualTo(100);
        var image = Builds.image("story", "1.0", "published");
        assertThat(image.getString("digest")).isEqualTo(build.getString("digest"));
        assertThat(image.getString("kernelRelease")).isEqualTo("6.1.0-test");
        assertThat(image.getString("rootMode")).isEqualTo("initrd");
        assertThat(image.getList("artifacts.role", String.class)).containsExactly("kernel", "initrd");
        assertThat(image.getString("artifacts[0].location"))
                .isEqualTo(
                        "http://images.example:8083/artifacts/" + image.getString("artifacts[0].sha256") + "/vmlinuz");
        assertThat(when().get("/builds/" + id + "/log").asString()).contains("finished: image story.1.0, digest ");
        when().get("/builds").then().body("id", hasItem(id));
        when().get("/images").then().body("name", hasItem("story"));
        when().delete("/builds/" + id)
                .then()
                .statusCode(409)
                .body("error", equalTo("build " + id + " has ended: finished"));
    }

    @Test
    void mistakesAreAnsweredAtOnceAndAllTogether() {
        given().body("name: Demo\nverison: 1\nroot: {directory: /nowhere}\nkernel: /dev/null\n")
                .post("/builds")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("error", equalTo("the specification has 5 mistake(s)"))
                .body("mistakes.line", equalTo(List.of(1, 1, 2, 3, 4)))
                .body("mistakes.column", equalTo(List.of(1, 7, 1, 19, 9)))
                .body("mistakes.field", equalTo(List.of("version", "name", "verison", "root.directory", "kernel")))
                .body("mistakes[2].problem", equalTo("unknown field; did you mean 'version'?"))
                .body("mistakes[3].problem", equalTo("/nowhere does not exist"));
        given().body(": [").post("/builds").then().statusCode(400).body("mistakes[0].problem", startsWith("not YAML"));
        given().body("#".repeat(300_000)).post("/builds").then().statusCode(413);
    }

    @Test
    void artifactsAreDeliveredWholeAndInParts() {
        Builds.ended(Builds.submit(sources.specification("parts", "1")));
        var image = Builds.image("parts", "1", "published");
        var sha256 = image.getString("artifacts[1].sha256");
        var size = image.getInt("artifacts[1].size");
        var path = "/artifacts/" + sha256 + "/initrd";
        var etag = "\"sha256-" + sha256 + "\"";

        var whole = when().get(path);
        var bytes = whole.asByteArray();
        assertThat(HexFormat.of().formatHex(Digests.sha256().digest(bytes))).isEqualTo(sha256);
        assertThat(whole.header("ETag")).isEqualTo(etag);
        assertThat(whole.header("Rackboot-Role")).isEqualTo("initrd");
        var head = when().head(path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(size));

        part(path, "bytes=0-3", bytes, 0, 4, size);
        part(path, "bytes=100-", bytes, 100, size, size);
        part(path, "bytes=-5", bytes, size - 5, size, size);
        part(path, "bytes=10-" + (size + 100), bytes, 10, size, size);
        given().header("Range", "bytes=" + size + "-")
                .get(path)
                .then()
                .statusCode(416)
                .header("Content-Range", "bytes */" + size);
        given().header("Range", "bytes=0-1,3-4").get(path).then().statusCode(200);
        given().header("Range", "bytes=0-3")
                .header("If-Range", "\"other\"")
                .get(path)
                .then()
                .statusCode(200);
        given().header("Range", "bytes=0-3")
                .header("If-Range", etag)
                .get(path)
                .then()
                .statusCode(206);
        given().header("If-None-Match", etag).get(path).then().statusCode(304);
        when().post(path).then().statusCode(405).header("Allow", "GET, HEAD");
        when().get("/artifacts/" + "0".repeat(64) + "/initrd").then().statusCode(404);
        when().get("/artifacts/..%2f..%2fimages/x").then().statusCode(404);
    }

    /// Every packer and unpacker, in native executables too; a name that is no ASCII, whatever the locale.
    @Test
    void anArchiveIsTheSameRootAsItsDirectory() throws IOException {
        Commands.require("tar", "gzip", "xz", "zstd", "cpio");
        Commands.run(
                directory,
                "cd root && printf x > \"$(printf 'n\\303\\244me')\" && ln sbin/init sbin/hard && chmod 4750 sbin/init && mkfifo pipe"
                        + " && cd .. && tar --numeric-owner -cf root.tar -C root ."
                        + " && gzip -k root.tar && xz -k root.tar && zstd -q root.tar");
        var wanted = listing("directory: " + directory + "/root", 0, "zstd");
        assertThat(wanted).contains(" n\u00c3\u00a4me\n", "-rwsr-x---   2 ", "prw-r--r--");
        var archives = List.of("root.tar", "root.tar.gz", "root.tar.xz", "root.tar.zst");
        for (var archive : archives) {
            var number = 1 + archives.indexOf(archive);
            assertThat(listing("archive: " + directory + "/" + archive, number, number % 2 == 0 ? "gzip" : "zstd"))
                    .as(archive)
                    .isEqualTo(wanted);
        }
    }

    private String listing(String source, int version, String compression) throws IOException {
        var specification = "{name: packed, version: %d, root: {%s}, kernel: %s/vmlinuz, compression: %s}"
                .formatted(version, source, directory, compression);
        var build = Builds.ended(Builds.submit(specification));
        assertThat(build.getString("state")).as(build.prettify()).isEqualTo("finished");
        var image = Builds.image("packed", String.valueOf(version), "published");
        var initrd = when().get("/artifacts/" + image.getString("artifacts[1].sha256") + "/initrd");
        Files.write(directory.resolve("initrd"), initrd.asByteArray());
        return Commands.run(directory, compression + " -dc < initrd | LC_ALL=C cpio -itvn --quiet");
    }

    @Test
    void aRetiredImageIsGoneWithItsFilesButNotWithThoseOfOthers() throws IOException {
        Builds.ended(Builds.submit(sources.specification("retired", "1")));
        Commands.run(directory, "echo more > root/more");
        Builds.ended(Builds.submit(sources.specification("retired", "2")));
        var first = Builds.image("retired", "1", "published");
        var kernel = "/artifacts/" + first.getString("artifacts[0].sha256") + "/vmlinuz";
        var initrd = "/artifacts/" + first.getString("artifacts[1].sha256") + "/initrd";
        when().get(initrd).then().statusCode(200);

        when().delete("/images/retired/1").then().statusCode(202);

        Builds.gone("/images/retired/1");
        Builds.gone(initrd);
        when().get(kernel).then().statusCode(200);
        when().get("/images/retired/2").then().statusCode(200);
        when().delete("/images/retired/1")
                .then()
                .statusCode(404)
                .body("error", equalTo("there is no image retired of version 1"));
    }

    @Test
    void whatIsNotThereIsSaid() {
        when().get("/builds/none").then().statusCode(404).body("error", equalTo("there is no build none"));
        when().get("/builds/none/log").then().statusCode(404);
        when().delete("/builds/none").then().statusCode(404);
        when().get("/images/none/1").then().statusCode(404);
    }

    @Test
    void healthAndMetricsTellItsState() {
        Builds.ended(Builds.submit(sources.specification("measured", "1")));
        when().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("state-directory"));
        when().get("/q/metrics")
                .then()
                .body(containsString("image_builds_seconds_count{outcome=\"finished\"}"))
                .body(containsString("image_images{state=\"published\"}"))
                .body(containsString("image_free_bytes"));
        when().get("/q/openapi").then().statusCode(200).body(containsString("/builds/{id}/log"));
    }

    private static void part(String path, String range, byte[] bytes, int from, int to, int size) {
        var part = given().header("Range", range).get(path);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/" + size);
        assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(bytes, from, to));
    }
}
