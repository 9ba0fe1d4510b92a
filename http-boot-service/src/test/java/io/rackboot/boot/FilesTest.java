package io.rackboot.boot;

import static io.rackboot.boot.ScriptsTest.ready;
import static io.rackboot.boot.testing.BootLab.MACHINE;
import static io.rackboot.boot.testing.BootLab.lab;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.boot.testing.BootLab;
import io.rackboot.events.FileRole;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.TransferOutcome;
import io.rackboot.events.TransferProtocol;
import io.rackboot.events.fact.FileFetched;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(BootLab.class)
class FilesTest {
    private static final byte[] KERNEL = BootLab.content(1, 300_000);

    @BeforeEach
    void waitForTheImage() {
        ready(MACHINE, "boot.ipxe");
    }

    @Test
    void aKernelIsDelivered() {
        var response = given().get(kernel("whole"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.asByteArray()).isEqualTo(KERNEL);
        assertThat(response.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(response.header("Content-Length")).isEqualTo("300000");
        assertThat(response.header("ETag")).isEqualTo(tag());
        assertThat(response.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(response.header("Rackboot-Role")).isEqualTo("kernel");
        var fact = fact("whole", TransferOutcome.COMPLETE);
        assertThat(fact.machine()).isEqualTo(new MachineId(MACHINE));
        assertThat(fact.role()).isEqualTo(FileRole.KERNEL);
        assertThat(fact.protocol()).isEqualTo(TransferProtocol.HTTP);
        assertThat(fact.bytes()).isEqualTo(300_000);
        assertThat(fact.sha256()).contains(lab().kernel().sha256());
        assertThat(fact.client()).isEqualTo(new Ipv4("127.0.0.1"));
    }

    @Test
    void aHeadIsAProbe() {
        var response = given().header("Range", "bytes=0-9").head(kernel("head"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("Content-Length")).isEqualTo("300000");
        assertThat(response.header("Content-Range")).isNull();
        assertThat(fact("head", TransferOutcome.PROBE).bytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0|0|1",
                "bytes=0-299999|0|300000",
                "bytes=100-|100|300000",
                "bytes=299999-|299999|300000",
                "bytes=-10|299990|300000",
                "bytes=-999999999999|0|300000",
                "bytes=1000-1999|1000|2000",
                "bytes=1000-99999999999999999999|1000|300000",
            })
    void aRangeIsAPart(String range, int from, int to) {
        var response = ranged(range);

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.header("Content-Range")).isEqualTo("bytes " + from + "-" + (to - 1) + "/300000");
        assertThat(response.header("Content-Length")).isEqualTo(Integer.toString(to - from));
        assertThat(response.asByteArray()).isEqualTo(Arrays.copyOfRange(KERNEL, from, to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=300000-",
                "bytes=300000-300001",
                "bytes=99999999999999999999-",
                "bytes=9223372036854775808-9223372036854775809",
                "bytes=-0"
            })
    void aRangeBeyondTheEndIsRefused(String range) {
        var response = ranged(range);

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(response.header("Content-Range")).isEqualTo("bytes */300000");
        assertThat(response.asByteArray()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=9-1", "lines=1-2", "bytes=-", "junk", "bytes=1-2-3", "bytes=a-"})
    void anythingElseIsTheWhole(String range) {
        var response = ranged(range);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.asByteArray()).isEqualTo(KERNEL);
    }

    @Test
    void conditionsAreKept() {
        var path = kernel("conditions");

        var same = given().header("If-None-Match", "\"x\", " + tag()).get(path);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.header("ETag")).isEqualTo(tag());
        assertThat(same.asByteArray()).isEmpty();
        given().header("If-None-Match", "\"x\"").get(path).then().statusCode(200);
        given().header("If-Range", tag())
                .header("Range", "bytes=0-1")
                .get(path)
                .then()
                .statusCode(206);
        given().header("If-Range", "\"x\"")
                .header("Range", "bytes=0-1")
                .get(path)
                .then()
                .statusCode(200);
        given().header("If-Range", "W/" + tag())
                .header("Range", "bytes=0-1")
                .get(path)
                .then()
                .statusCode(200);
        given().header("If-Range", "Sat, 21 Nov 2026 03:00:00 GMT")
                .header("Range", "bytes=0-1")
                .get(path)
                .then()
                .statusCode(200);
    }

    @Test
    void theLastPartOfAResumedTransferIsComplete() {
        given().header("Range", "bytes=299000-").get(kernel("resumed")).then().statusCode(206);
        assertThat(fact("resumed", TransferOutcome.COMPLETE).bytes()).isEqualTo(1000);

        given().header("Range", "bytes=0-99").get(kernel("middle")).then().statusCode(206);
        given().get(kernel("after-middle")).then().statusCode(200);
        fact("after-middle", TransferOutcome.COMPLETE);
        assertThat(lab().bus().heard(FileFetched.class, f -> f.path().endsWith("/middle")))
                .isEmpty();
    }

    @Test
    void aClientThatGoesAwayIsAborted() throws IOException {
        var path = "/boot/" + MACHINE + "/artifacts/" + lab().initrd().sha256() + "/gone";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setReceiveBufferSize(4096);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            socket.setSoLinger(true, 0);
        }

        var fact = fact("gone", TransferOutcome.ABORTED);
        assertThat(fact.bytes()).isGreaterThanOrEqualTo(90_000).isLessThan(20_000_000);
        assertThat(fact.role()).isEqualTo(FileRole.INITRD);
    }

    @Test
    void withoutAMachineInThePathTheFactHasNone() {
        given().get("/artifacts/" + lab().kernel().sha256() + "/nobody").then().statusCode(200);

        assertThat(fact("nobody", TransferOutcome.COMPLETE).machine()).isEqualTo(MachineId.UNKNOWN);
    }

    @Test
    void aLoaderIsDelivered() {
        var response = given().get("/boot/" + MACHINE + "/snponly.efi");

        assertThat(response.asByteArray()).isEqualTo(BootLab.LOADER);
        assertThat(response.header("Content-Type")).isEqualTo("application/efi");
        assertThat(response.header("Rackboot-Role")).isEqualTo("loader");
        assertThat(response.header("ETag")).matches("\"sha256-[0-9a-f]{64}\"");
        assertThat(fact("snponly.efi", TransferOutcome.COMPLETE).role()).isEqualTo(FileRole.LOADER);
        assertThat(given().get("/tftp/snponly.efi").asByteArray()).isEqualTo(BootLab.LOADER);
        assertThat(given().head("/boot/" + MACHINE + "/snponly.efi").header("Content-Length"))
                .isEqualTo(Integer.toString(BootLab.LOADER.length));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        given().get("/boot/" + MACHINE + "/revocations_sku.efi").then().statusCode(404);
        given().head("/boot/" + MACHINE + "/revocations_sku.efi").then().statusCode(404);
        given().get("/boot/" + MACHINE + "/leak").then().statusCode(404);
        given().get("/boot/" + MACHINE + "/phone-home/kernel-started").then().statusCode(404);
        given().get("/artifacts/" + "0".repeat(64) + "/x").then().statusCode(404);
    }

    /// GRUB 2.06 knows header names in one spelling only.
    @Test
    void headersAreSpelledAsTheRfcsDo() throws IOException {
        for (var path : new String[] {kernel("spelling"), "/boot/" + MACHINE + "/grub.cfg", "/nothing"}) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
                socket.getOutputStream()
                        .write(("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                var head = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(head.lines().filter(line -> line.toLowerCase().startsWith("content-length")))
                        .allMatch(line -> line.startsWith("Content-Length: "));
                assertThat(head).startsWith("HTTP/1.1 ");
            }
        }
    }

    private static Response ranged(String range) {
        return given().header("Range", range).get(kernel("range"));
    }

    private static String kernel(String name) {
        return "/boot/" + MACHINE + "/artifacts/" + lab().kernel().sha256() + "/" + name;
    }

    private static String tag() {
        return "\"sha256-" + lab().kernel().sha256() + "\"";
    }

    private static FileFetched fact(String name, TransferOutcome outcome) {
        return lab().bus().awaitFact(FileFetched.class, f -> f.path().endsWith("/" + name) && f.outcome() == outcome);
    }
}
