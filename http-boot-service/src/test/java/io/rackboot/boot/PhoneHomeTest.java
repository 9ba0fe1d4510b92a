package io.rackboot.boot;

import static io.rackboot.boot.ScriptsTest.ready;
import static io.rackboot.boot.testing.BootLab.MACHINE;
import static io.rackboot.boot.testing.BootLab.SECOND_MAC;
import static io.rackboot.boot.testing.BootLab.lab;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.boot.testing.BootLab;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.MachineId;
import io.rackboot.events.Stage;
import io.rackboot.events.fact.BootComplete;
import io.rackboot.events.fact.BootFailed;
import io.rackboot.events.fact.KernelStarted;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(BootLab.class)
class PhoneHomeTest {
    private static final Pattern TOKEN = Pattern.compile("rackboot\\.token=(\\S+)");

    @Test
    void aBootIsToldFromKernelToCompletion() {
        var token = token(MACHINE);
        var boot = token.substring(0, token.lastIndexOf('.'));

        call(MACHINE, "kernel-started", token, "uptime 1.25\n").then().statusCode(204);
        call(MACHINE, "boot-complete", token, "uptime 3.5\n").then().statusCode(204);

        var started = lab().bus().awaitFact(KernelStarted.class, f -> f.boot().equals(boot));
        assertThat(started.machine()).isEqualTo(new MachineId(MACHINE));
        assertThat(started.image()).isEqualTo("hello.1");
        assertThat(started.imageDigest()).isEqualTo("d".repeat(64));
        assertThat(started.uptime()).isEqualTo(Duration.ofMillis(1250));
        assertThat(started.sinceScript()).isPositive().isLessThan(Duration.ofSeconds(30));
        var complete = lab().bus().awaitFact(BootComplete.class, f -> f.boot().equals(boot));
        assertThat(complete.uptime()).isEqualTo(Duration.ofMillis(3500));
        assertThat(complete.sinceScript()).isGreaterThanOrEqualTo(started.sinceScript());
    }

    @Test
    void aFailureIsToldWithItsLog() {
        var token = token(SECOND_MAC);

        call(SECOND_MAC, "boot-failed", token, "uptime 9\nstage started\nreason no root\n\nlog 1\n\nlog 2\n")
                .then()
                .statusCode(204);

        var failed = lab().bus().awaitFact(BootFailed.class, f -> token.startsWith(f.boot() + "."));
        assertThat(failed.machine()).isEqualTo(new MachineId(MACHINE));
        assertThat(failed.stage()).isEqualTo(Stage.STARTED);
        assertThat(failed.reason()).isEqualTo("no root");
        assertThat(failed.log()).isEqualTo("log 1\n\nlog 2\n");
    }

    @Test
    void aRepeatedCallIsToldOnceUnderAnIdThatFollowsFromTheBoot() {
        var token = token(MACHINE);
        var boot = token.substring(0, token.lastIndexOf('.'));
        var after = token(MACHINE);

        for (var i = 0; i < 3; i++) {
            call(MACHINE, "kernel-started", token, "uptime 1\n").then().statusCode(204);
        }
        call(MACHINE, "kernel-started", after, "uptime 1\n").then().statusCode(204);

        lab().bus().awaitFact(KernelStarted.class, f -> after.startsWith(f.boot() + "."));
        assertThat(lab().bus().heard().stream()
                        .filter(event -> event.fact() instanceof KernelStarted f
                                && f.boot().equals(boot))
                        .map(CloudEvent::id))
                .containsExactly(UUID.nameUUIDFromBytes((boot + "/kernel-started").getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    @Test
    void wrongTokensAreRefusedWithAReason() {
        var token = token(MACHINE);
        var last = token.charAt(token.length() - 2);
        var flipped =
                token.substring(0, token.length() - 2) + (last == 'A' ? 'B' : 'A') + token.charAt(token.length() - 1);

        refused(call(MACHINE, "boot-complete", flipped, "uptime 1\n"), "the boot token's signature is wrong\n");
        refused(call(MACHINE, "boot-complete", "x" + token, "uptime 1\n"), "not a boot token\n");
        refused(
                call("020000000099", "boot-complete", token, "uptime 1\n"),
                "the boot token belongs to another machine\n");
        refused(
                given().body("uptime 1\n").post("/boot/" + MACHINE + "/phone-home/boot-complete"),
                "no boot token: send the header Authorization: Bearer <rackboot.token of the kernel's command line>\n");
        refused(
                given().header("Authorization", "Basic " + token)
                        .body("uptime 1\n")
                        .post("/boot/" + MACHINE + "/phone-home/boot-complete"),
                "no boot token: send the header Authorization: Bearer <rackboot.token of the kernel's command line>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/octet-stream", "image/png"})
    void everyMediaTypeIsTaken(String mediaType) throws IOException {
        var url =
                URI.create("http://127.0.0.1:" + RestAssured.port + "/boot/" + MACHINE + "/phone-home/kernel-started");
        var connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setDoOutput(true);
        connection.setRequestProperty("Authorization", "Bearer " + token(MACHINE));
        connection.setRequestProperty("Content-Type", mediaType);
        connection.getOutputStream().write("uptime 1\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(connection.getResponseCode()).isEqualTo(204);
    }

    @Test
    void mistakesAreNamed() {
        var token = token(MACHINE);

        call(MACHINE, "boot-complete", token, "uptime 1\nnonsense\n")
                .then()
                .statusCode(400)
                .body(is("line 2: not a word, a space and a value\n"));
        call(MACHINE, "boot-failed", token, "uptime 1\n")
                .then()
                .statusCode(400)
                .body(is("no line \"reason <text>\"\n"));
        call(MACHINE, "boot-complete", token, "").then().statusCode(400).body(startsWith("no line \"uptime"));
        call("nonsense", "boot-complete", token, "uptime 1\n").then().statusCode(404);
        call(MACHINE, "boot-wrong", token, "uptime 1\n").then().statusCode(404);
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() {
        var token = token(MACHINE);

        call(MACHINE, "boot-failed", token, "reason x\n\n" + "l".repeat(60_000))
                .then()
                .statusCode(204);
        call(MACHINE, "boot-failed", token, "reason x\n\n" + "l".repeat(66_000))
                .then()
                .statusCode(413);
        var failed = lab().bus().awaitFact(BootFailed.class, f -> token.startsWith(f.boot() + "."));
        assertThat(failed.log()).isEqualTo("l".repeat(8192));
    }

    private static String token(String mac) {
        var match = TOKEN.matcher(ready(mac, "boot.ipxe").asString());
        assertThat(match.find()).isTrue();
        return match.group(1);
    }

    private static Response call(String mac, String stage, String token, String body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("text/plain")
                .body(body)
                .post("/boot/" + mac + "/phone-home/" + stage);
    }

    private static void refused(Response response, String reason) {
        response.then().statusCode(401).header("WWW-Authenticate", is("Bearer")).body(is(reason));
    }
}
