package io.rackboot.image;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.nats.testing.FreePort;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two packaged services on one nats-server, asked by curl.
@NeedsNatsServer
@Timeout(180)
class SharedBuildsIT {
    private final int portOfOthers = RestAssured.port;
    private final Map<String, PackagedService> services = new TreeMap<>();
    private final Map<String, String> names = new TreeMap<>();
    private final List<PackagedService> all = new ArrayList<>();

    @TempDir
    Path directory;

    private NatsServer nats;
    private Sources sources;

    @BeforeEach
    void start() throws IOException {
        Commands.require("busybox", "curl");
        directory = directory.toRealPath();
        sources = Sources.in(directory);
        nats = NatsServer.start();
    }

    @AfterEach
    void stop() {
        RestAssured.port = portOfOthers;
        all.forEach(PackagedService::close);
        nats.close();
    }

    @Test
    void aBuildOutlivesItsBuilder() throws Exception {
        var one = start("one", FreePort.tcp());
        var other = start("other", FreePort.tcp());
        ask(one);
        Builds.ended(Builds.submit(sources.specification("whole", "1")));
        Commands.run(directory, "truncate -s 3G root/large");
        var id = Builds.submit(sources.specification("half", "1"));
        var atWork = Builds.await("/builds/" + id, build -> build.getInt("percent") > 35);
        var builder = atWork.getString("builder");
        var survivor = builder.equals(one) ? other : one;

        services.get(builder).kill();
        Commands.run(directory, "rm root/large");
        ask(survivor);
        var finished = Builds.ended(id);
        assertThat(finished.getString("state")).as(finished.prettify()).isEqualTo("finished");
        assertThat(finished.getString("builder")).isEqualTo(survivor);
        assertThat(finished.getInt("attempt")).isEqualTo(2);
        assertThat(Builds.image("half", "1", "published").getString("digest")).isEqualTo(finished.getString("digest"));
        assertThat(files(survivor, "work")).isEmpty();

        // Who was killed comes back: nothing is left of its attempt, and it knows how it ended.
        start(name(builder), port(builder));
        ask(builder);
        assertThat(Builds.ended(id).getMap("")).isEqualTo(finished.getMap(""));
        assertThat(files(builder, "work")).isEmpty();
        assertThat(curl("-L " + builder + "/builds/" + id + "/log")).contains(" finished: image half.1, digest ");
        assertThat(curl("-L -H 'Accept: text/event-stream' " + builder + "/builds/" + id + "/log"))
                .contains(" finished: image half.1, digest ", "event: end");
        assertThat(curl("-o /dev/null -w '%{http_code} %{redirect_url}' " + builder + "/images/half/1"))
                .isEqualTo("307 " + survivor + "/images/half/1");
        assertThat(curl("-L " + builder + "/images/half/1")).contains("\"state\":\"published\"");
        // A version is one version, whoever builds it.
        Commands.run(directory, "echo other > root/content");
        var again = Builds.ended(Builds.submit(sources.specification("half", "1")));
        assertThat(again.getString("error.reason")).as(again.prettify()).isEqualTo("version-taken");
    }

    @Test
    void theServicesShareTheWorkAndAnyOfThemCancelsIt() throws Exception {
        var one = start("one", FreePort.tcp());
        var other = start("other", FreePort.tcp());
        Commands.run(directory, "truncate -s 3G root/large");
        ask(one);
        var first = Builds.submit(sources.specification("shared", "1"));
        var second = Builds.submit(sources.specification("shared", "2"));
        var builders = new ArrayList<String>();
        for (var id : List.of(first, second)) {
            builders.add(Builds.await("/builds/" + id, build -> build.getInt("percent") > 31)
                    .getString("builder"));
        }
        assertThat(builders).containsExactlyInAnyOrder(one, other);
        var third = Builds.submit(sources.specification("shared", "3"));
        assertThat(when().get("/builds").jsonPath().getList("id")).containsExactly(third, second, first);

        // The one that waits, and the two at work: each asked of the other service.
        ask(other);
        Builds.await("/builds/" + third, build -> build.getString("state").equals("queued"));
        assertThat(curl("-X DELETE -o /dev/null -w '%{http_code}' " + other + "/builds/" + third))
                .isEqualTo("200");
        for (var id : List.of(first, second)) {
            var asked = builders.get(id.equals(first) ? 0 : 1).equals(one) ? other : one;
            assertThat(curl("-X DELETE -o /dev/null -w '%{http_code}' " + asked + "/builds/" + id))
                    .isEqualTo("202");
        }
        for (var service : List.of(one, other)) {
            ask(service);
            for (var id : List.of(first, second, third)) {
                assertThat(Builds.ended(id).getString("state")).isEqualTo("cancelled");
            }
            assertThat(files(service, "work")).isEmpty();
            assertThat(files(service, "artifacts")).isEmpty();
        }
    }

    @Test
    @Tag("long")
    void aServiceOnItsOwnGoesOnAndNothingIsBuiltTwice() throws Exception {
        var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        var one = start("one", FreePort.tcp());
        // This one has no sources: it leaves to others what it cannot build.
        var other = start("other", FreePort.tcp(), "-Dimage.source-directories=" + elsewhere);
        ask(one);
        for (var version : List.of("1", "2", "3")) {
            assertThat(Builds.ended(Builds.submit(sources.specification("bound", version)))
                            .getString("builder"))
                    .isEqualTo(one);
        }
        nats.stop();
        var alone = Builds.ended(Builds.submit(sources.specification("bound", "4")));
        assertThat(alone.getString("state")).isEqualTo("finished");
        nats.restart();
        ask(other);
        var known = Builds.ended(alone.getString("id"));
        assertThat(known.getString("builder")).isEqualTo(one);
        assertThat(known.getInt("attempt")).isEqualTo(1);
        ask(one);
        Builds.image("bound", "4", "published");
        // A clean stop gives back what is at work, and does not count as an attempt.
        Commands.run(directory, "truncate -s 3G root/large");
        var left = Builds.submit(sources.specification("left", "1"));
        Builds.await("/builds/" + left, build -> build.getInt("percent") > 31);
        services.get(one).close();
        Commands.run(directory, "rm root/large");
        ask(other);
        Builds.await("/builds/" + left, build -> build.getString("state").equals("queued"));
        start("one", port(one));
        var built = Builds.ended(left);
        assertThat(built.getString("state")).as(built.prettify()).isEqualTo("finished");
        assertThat(built.getInt("attempt")).isEqualTo(1);
        assertThat(built.getString("builder")).isEqualTo(one);
    }

    /// {@return its URL}
    private String start(String name, int port, String... more) throws IOException {
        var url = "http://127.0.0.1:" + port;
        var options = new ArrayList<>(List.of(
                "-Dnats.servers=" + nats.url(),
                "-Dquarkus.http.port=" + port,
                "-Dimage.public-url=" + url,
                "-Dimage.patience=PT3S"));
        options.addAll(List.of(more));
        var service = PackagedService.start(directory.resolve(name), options.toArray(String[]::new));
        all.add(service);
        services.put(url, service);
        names.put(url, name);
        return url;
    }

    private String name(String url) {
        return names.get(url);
    }

    private static int port(String url) {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }

    private static void ask(String url) {
        RestAssured.port = port(url);
    }

    private String curl(String arguments) {
        return Commands.run(directory, "curl -sS --max-time 20 " + arguments);
    }

    private List<String> files(String url, String name) throws IOException {
        try (var files = Files.list(directory.resolve(name(url)).resolve(name))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
