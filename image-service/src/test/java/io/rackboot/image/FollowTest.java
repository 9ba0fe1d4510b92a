package io.rackboot.image;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.image.command.BuildCommand;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Builds that are followed: server-sent events read by curl, and the command line as the service's client.
@QuarkusTest
@QuarkusTestResource(StateDirectory.class)
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
@Timeout(60)
class FollowTest {
    @TempDir
    Path directory;

    private Sources sources;

    @BeforeEach
    void sources() throws IOException {
        Commands.require("busybox", "curl");
        sources = Sources.in(directory.toRealPath());
    }

    @Test
    void aBuildIsToldWhileItIsAtWork() throws IOException {
        Commands.run(directory, "truncate -s 3G root/large");
        var id = Builds.submit(sources.specification("followed", "1"));
        var curl = new ProcessBuilder(
                        "curl", "-sNi", "-H", "Accept: text/event-stream", service() + "/builds/" + id + "/log")
                .start();
        try (var events = curl.inputReader()) {
            var seen = new ArrayList<String>();
            while (seen.stream().noneMatch(line -> line.matches("data: .*\"stage\":\"packing\".*"))) {
                seen.add(events.readLine());
            }
            assertThat(seen)
                    .contains("HTTP/1.1 200 OK", "Cache-Control: no-store", ": build " + id, "event: line")
                    .anyMatch(line -> line.matches("(?i)content-type: text/event-stream.*"));
            when().delete("/builds/" + id).then().statusCode(202);
            var rest = events.lines().toList();
            assertThat(rest).contains("event: end");
            assertThat(rest.get(rest.lastIndexOf("event: end") + 1))
                    .startsWith("data: {\"id\":\"" + id + "\",")
                    .contains("\"state\":\"cancelled\"");
        } finally {
            curl.destroy();
        }
    }

    @Test
    void whoComesBackHearsWhatIsMissing() {
        var id = Builds.submit(sources.specification("resumed", "1"));
        Builds.ended(id);
        var log = when().get("/builds/" + id + "/log").asString();
        var all = events(id, "0");
        assertThat(lines(all)).isEqualTo(log);
        var first = log.indexOf('\n') + 1;
        var place = all.stream()
                .filter(line -> line.startsWith("id: " + first + "-"))
                .findFirst()
                .orElseThrow();
        assertThat(place).matches("id: [0-9]+-[0-9a-f]{8}");
        assertThat(lines(events(id, place.substring("id: ".length())))).isEqualTo(log.substring(first));
        // Of a log that another service wrote: this one is told from its beginning.
        assertThat(lines(events(id, first + "-0000000g"))).isEqualTo(log);
        assertThat(lines(events(id, String.valueOf(first)))).isEqualTo(log.substring(first));
        for (var end : List.of(String.valueOf(log.length()), "999999999999999999")) {
            assertThat(events(id, end)).doesNotContain("event: line").contains("event: end");
        }
        assertThat(lines(events(id, "-1"))).isEqualTo(log);
        given().header("Accept", "text/event-stream")
                .get("/builds/none/log")
                .then()
                .statusCode(404);
        assertThat(when().get("/builds/" + id + "/log").contentType()).startsWith("text/plain");
    }

    @Test
    void theCommandLineHasTheServiceBuild() throws IOException {
        var yaml = Files.writeString(directory.resolve("a.yaml"), sources.specification("commanded", "1"));
        var done = run(yaml);
        assertThat(done.status()).as(done.err()).isZero();
        var digest = Builds.image("commanded", "1", "published").getString("digest");
        assertThat(done.out()).isEqualTo("commanded.1 " + digest + " " + service() + "/images/commanded/1\n");
        assertThat(done.err())
                .contains(" 100 %  publishing\n", "finished: image commanded.1, digest " + digest)
                .doesNotContain("Exception");

        Files.writeString(directory.resolve("root/more"), "other content");
        var taken = run(yaml);
        assertThat(taken.status()).isEqualTo(BuildCommand.FAILED);
        assertThat(taken.err()).contains("image-service build: version-taken: ");

        Files.writeString(yaml, "name: Demo\nverison: 1\n");
        var wrong = run(yaml);
        assertThat(wrong.status()).isEqualTo(BuildCommand.USAGE);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .startsWith(yaml + ": line 1, column 1, version: is missing; allowed: ")
                .contains(
                        "\n" + yaml + ": line 2, column 1, verison: unknown field; did you mean 'version'?; allowed: ");
    }

    private record Ended(int status, String out, String err) {}

    private static Ended run(Path yaml) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var command = new BuildCommand(
                () -> {
                    throw new AssertionError("nothing is built here");
                },
                InputStream.nullInputStream(),
                new PrintStream(out),
                new PrintStream(err));
        return new Ended(
                command.run(List.of(yaml.toString(), "--service=" + service() + "/")), out.toString(), err.toString());
    }

    private static String service() {
        return "http://127.0.0.1:" + RestAssured.port;
    }

    private List<String> events(String id, String last) {
        return Commands.run(
                        directory,
                        "curl -sfN -H 'Accept: text/event-stream' -H 'Last-Event-ID: " + last + "' " + service()
                                + "/builds/" + id + "/log")
                .lines()
                .toList();
    }

    private static String lines(List<String> events) {
        return events.stream()
                .filter(line -> line.matches("data: [0-9]{4}-.*"))
                .map(line -> line.substring("data: ".length()) + "\n")
                .collect(Collectors.joining());
    }
}
