package io.rackboot.inventory.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.events.BootClient;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.Emitter;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import io.rackboot.events.MachineId;
import io.rackboot.events.PowerState;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.ImagePublished;
import io.rackboot.inventory.boot.Story;
import io.rackboot.inventory.testing.Await;
import io.rackboot.inventory.testing.BootStream;
import io.rackboot.inventory.testing.InventoryNats;
import io.rackboot.inventory.testing.Schemas;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Live streams with curl as their client.
@QuarkusTest
@NeedsNatsServer
@WithTestResource(InventoryNats.class)
class LiveTest {
    NatsServer nats;

    @TestHTTPResource("/")
    URI base;

    @TempDir
    Path directory;

    private final class Curl implements AutoCloseable {
        private final Path output = directory.resolve(UUID.randomUUID().toString());
        private final Process process;

        Curl(String path, String... options) throws IOException {
            var command = new ArrayList<>(List.of("curl", "-sN", "-D", "-"));
            command.addAll(List.of(options));
            command.add(base.resolve(path).toString());
            process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectErrorStream(true)
                    .start();
        }

        String text() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /// The data of the events of that name, in their order.
        List<String> data(String name) {
            return Pattern.compile("^event: " + name + "\n(?:id: .*\n)?data: (.*)\n", Pattern.MULTILINE)
                    .matcher(text())
                    .results()
                    .map(event -> event.group(1))
                    .toList();
        }

        Curl connected() {
            Await.until(() -> assertThat(text()).contains("retry: 2000"));
            return this;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Story story(String machine) {
        return new Story(new MachineId(machine), Instant.now().minusSeconds(30));
    }

    @Test
    void factsComeAsTheyAreSaid() throws Exception {
        var events = story("525400ee0001").bios(0, "b1").events();
        try (var stream = new BootStream(nats.url());
                var all = new Curl("/events").connected();
                var one = new Curl("/events?machine=52:54:00:ee:00:02").connected()) {
            stream.say(events);
            stream.say(story("525400ee0002")
                    .requested(0, Firmware.BIOS, BootClient.IPXE)
                    .events());

            Await.until(() -> assertThat(all.text())
                    .contains("event: boot-requested\nid: " + events.getFirst().id()
                            + "\ndata: {\"specversion\":\"1.0\",\"id\":\""
                            + events.getFirst().id())
                    .contains("event: file-fetched\n")
                    .contains("event: boot-complete\n"));
            Await.until(() -> assertThat(one.text()).contains("525400ee0002"));
            assertThat(one.text()).doesNotContain("525400ee0001");
            assertThat(all.text().toLowerCase(Locale.ROOT))
                    .contains("content-type: text/event-stream")
                    .contains("cache-control: no-store");
        }
    }

    @Test
    void bootsComeWhenTheyChange() throws Exception {
        try (var stream = new BootStream(nats.url());
                var boots = new Curl("/boots/live?machine=525400ee0003").connected()) {
            stream.say(story("525400ee0003").bios(0, "b1").events());

            Await.until(() -> assertThat(boots.text()).contains("\"outcome\":\"complete\",\"uptime\":2.100"));
            var data = boots.data("boot");
            assertThat(data).hasSize(7);
            data.forEach(json -> Schemas.ofService().check("Boot", json));
        }
    }

    @Test
    void oneWhoComesBackGetsWhatItMissed() throws Exception {
        var events = story("525400ee0004").bios(0, "b1").events();
        try (var stream = new BootStream(nats.url());
                var first = new Curl("/events?machine=525400ee0004").connected()) {
            stream.say(events);
            Await.until(() -> assertThat(first.text()).contains("event: boot-complete"));
        }
        try (var again = new Curl(
                        "/events?machine=525400ee0004",
                        "-H",
                        "Last-Event-ID: " + events.get(4).id())
                .connected()) {
            Await.until(() -> assertThat(again.text()).contains("event: boot-complete"));
            assertThat(again.text().lines().filter(line -> line.startsWith("id: ")))
                    .containsExactly(
                            "id: " + events.get(5).id(), "id: " + events.get(6).id());
        }
    }

    @Test
    void oneWhoWasAwayTooLongIsTold() throws Exception {
        try (var late = new Curl("/events", "-H", "Last-Event-ID: long-gone").connected()) {
            Await.until(() -> assertThat(late.text()).contains("event: history-gap\ndata: {\"reason\":"));
        }
    }

    @Test
    void aHeartbeatKeepsTheConnectionKnown() throws Exception {
        try (var quiet = new Curl("/events?machine=525400ee0005").connected();
                var page = new Curl("/live").connected()) {
            Await.until(() -> assertThat(quiet.text()).contains(": heartbeat\n\n: heartbeat\n\n"));
            Await.until(() -> assertThat(page.data("freshness")).hasSizeGreaterThan(2));
            Schemas.ofService().check("Standing", page.data("freshness").getLast());
            assertThat(page.text()).doesNotContain("heartbeat\n\n");
        }
    }

    @Test
    void aPageHearsBootsAndNewsOnOneConnection() throws Exception {
        try (var stream = new BootStream(nats.url());
                var page = new Curl("/live").connected()) {
            stream.say(
                    story("525400ee0006").bios(0, "b1").power(7, PowerState.ON).events());

            Await.until(() -> assertThat(page.text())
                    .contains("event: machine-discovered\n")
                    .contains("event: power-changed\n"));
            assertThat(page.data("boot"))
                    .filteredOn(data -> data.contains("525400ee0006"))
                    .hasSize(7);
            assertThat(page.text()).doesNotContain("event: file-fetched");
        }
    }

    @Test
    void imagesAreHeardToo() throws Exception {
        var progress = new BuildProgress("debian", "13", "b-live", "packages", 42, 3_200_000);
        try (var stream = new BootStream(nats.url());
                var facts = new Curl("/events").connected();
                var page = new Curl("/live").connected();
                var machine = new Curl("/events?machine=525400ee0007").connected()) {
            stream.say(List.of(
                    CloudEvent.of(Emitter.IMAGE, Instant.now(), progress),
                    CloudEvent.of(Emitter.IMAGE, Instant.now(), new ImagePublished("debian", "13", List.of()))));

            for (var client : List.of(facts, page)) {
                Await.until(() -> assertThat(client.data("image-published")).hasSize(1));
                assertThat(client.data("build-progress"))
                        .singleElement()
                        .asString()
                        .contains("\"percent\":42");
            }
            assertThat(machine.data("image-published")).isEmpty();
            Await.until(() -> RestAssured.get("/builds").then().header("Rackboot-Freshness", "live"));
            var builds = RestAssured.get("/builds");
            Schemas.ofService().check("BuildList", builds.asString());
            assertThat(builds.asString()).contains("\"id\":\"b-live\"");
        }
    }

    @Test
    void aMachineThatIsNoneIsAMistake() {
        RestAssured.get("/events?machine=x").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void oneWhoReadsTooSlowlyIsDisconnectedWithTheReason() throws Exception {
        try (var socket = new Socket();
                var stream = new BootStream(nats.url())) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
            socket.getOutputStream()
                    .write(("GET /boots/live HTTP/1.1\r\nHost: " + base.getHost() + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");

            var disconnected = "rackboot_live_disconnected_total{reason=\"too-slow\"}";
            for (var i = 0; !RestAssured.get("/q/metrics").asString().contains(disconnected); i++) {
                assertThat(i).isLessThan(400);
                var story = story("525400ef%04x".formatted(i));
                for (var file = 0; file < 20; file++) {
                    story.fetched(file, FileRole.KERNEL, "/x" + "y".repeat(1000) + file, 1);
                }
                stream.say(story.events());
            }
            assertThat(endOf(in)).contains("event: disconnected\ndata: {\"reason\":\"too-slow\"");
        }
    }

    /// The last of a chunked body; the connection may stay open for some time behind it.
    private static String endOf(InputStream in) throws IOException {
        var text = new StringBuilder();
        var part = new byte[1 << 16];
        while (text.indexOf("\r\n0\r\n\r\n") < 0) {
            var length = in.read(part);
            assertThat(length).as("bytes before the end of the body").isPositive();
            text.delete(0, Math.max(0, text.length() - 1000))
                    .append(new String(part, 0, length, StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
