package io.rackboot.image;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service, killed while it moves a channel back and forth. What it has answered for has happened, once
/// and in order; what the channel stands for is what the history says last.
@NeedsNatsServer
@Timeout(120)
@Tag("long")
class KilledPromotionsIT {
    private static final int KILLS = Integer.getInteger("rackboot.kills", 3);

    private final int portOfOthers = RestAssured.port;
    private final List<Integer> answered = new ArrayList<>();
    private int asked;

    @TempDir
    Path directory;

    @AfterEach
    void restore() {
        RestAssured.port = portOfOthers;
    }

    @Test
    void historyAndChannelAgree() throws Exception {
        Commands.require("busybox");
        var sources = Sources.in(directory.toRealPath());
        var state = directory.toRealPath().resolve("state");
        var moments = new Random(7);
        try (var nats = NatsServer.start();
                var http = HttpClient.newHttpClient()) {
            var option = "-Dnats.servers=" + nats.url();
            try (var service = PackagedService.start(state, option)) {
                RestAssured.port = service.port();
                for (var version : List.of("1", "2")) {
                    Builds.ended(Builds.submit(sources.specification("moved", version)));
                    Builds.image("moved", version, "published");
                }
            }
            for (var kill = 0; kill < KILLS; kill++) {
                try (var service = PackagedService.start(state, option)) {
                    RestAssured.port = service.port();
                    // Until the service is connected.
                    Builds.await("/channels/moved", _ -> true);
                    promoteUntilItIsKilled(http, service, moments.nextInt(200));
                }
            }
            try (var service = PackagedService.start(state, option)) {
                RestAssured.port = service.port();
                Builds.await("/channels/moved", _ -> true);
                assertThat(answered).hasSizeGreaterThan(KILLS);
                agree(when().get("/images/moved").jsonPath());
            }
        }
    }

    /// @param moment milliseconds after its first answer
    private void promoteUntilItIsKilled(HttpClient http, PackagedService service, int moment)
            throws InterruptedException {
        var killer = Thread.ofVirtual().unstarted(() -> {
            LockSupport.parkNanos(Duration.ofMillis(moment).toNanos());
            try {
                service.kill();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            var version = current(http, service.port());
            // The history keeps 200 entries.
            while (asked < 190) {
                version = 3 - version;
                promote(http, service.port(), version);
                if (killer.getState() == Thread.State.NEW) {
                    killer.start();
                }
            }
        } catch (IOException _) {
            // killed
        }
        killer.join();
    }

    private void promote(HttpClient http, int port, int version) throws IOException, InterruptedException {
        var body = "{\"version\": \"%d\", \"by\": \"%d\"}".formatted(version, ++asked);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/channels/moved/pilot"))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        answered.add(asked);
    }

    private static int current(HttpClient http, int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/channels/moved"))
                .build();
        List<String> versions = JsonPath.from(
                        http.send(request, BodyHandlers.ofString()).body())
                .getList("channels.version");
        return versions.isEmpty() ? 2 : Integer.parseInt(versions.getFirst());
    }

    private void agree(JsonPath image) {
        List<Map<String, String>> history = image.getList("history");
        var moves = history.reversed().stream()
                .filter(entry -> entry.get("what").equals("promoted"))
                .toList();
        var told = moves.stream().map(move -> Integer.parseInt(move.get("by"))).toList();
        assertThat(told).isSorted().doesNotHaveDuplicates().containsAll(answered);
        IntStream.range(1, moves.size())
                .forEach(i -> assertThat(moves.get(i).get("previous"))
                        .as("%s", moves.get(i))
                        .isEqualTo(moves.get(i - 1).get("version")));
        List<String> holding = image.getList("versions.findAll { it.channels == ['pilot'] }.version");
        assertThat(holding).containsExactly(moves.getLast().get("version"));
    }
}
