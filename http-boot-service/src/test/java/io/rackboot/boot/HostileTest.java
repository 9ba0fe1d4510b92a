package io.rackboot.boot;

import static io.rackboot.boot.ScriptsTest.ready;
import static io.rackboot.boot.testing.BootLab.MACHINE;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.boot.testing.BootLab;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no loader sends, byte by byte as they are.
@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(BootLab.class)
class HostileTest {
    @BeforeEach
    void waitForTheImage() {
        ready(MACHINE, "boot.ipxe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/boot/525400a1b2c3/../../secret",
                "/boot/525400a1b2c3/%2e%2e/secret",
                "/boot/525400a1b2c3/%2e%2e%2fsecret",
                "/boot/525400a1b2c3/..%2fsecret",
                "/boot/525400a1b2c3/%252e%252e/secret",
                "/boot/525400a1b2c3/..\\secret",
                "/boot/525400a1b2c3/..%5csecret",
                "/boot/525400a1b2c3//etc/passwd",
                "/boot/525400a1b2c3/%2fetc%2fpasswd",
                "/boot/525400a1b2c3/snponly.efi%00.txt",
                "/boot/525400a1b2c3/snponly.efi%0d%0aX:%20y",
                "/boot/525400a1b2c3/leak",
                "/boot/525400a1b2c3/./leak",
                "/boot/525400a1b2c3/%c0%ae%c0%ae/secret",
                "/boot/525400a1b2c3/artifacts/../../state/boot-token.key",
                "/artifacts/../secret",
                "/artifacts/%2e%2e/secret",
                "/artifacts/..%2f..%2fsecret/x",
                "/tftp/../secret",
                "/tftp/%2e%2e/secret",
                "/tftp/leak",
                "/tftp/pxelinux.cfg/..%2f..%2fsecret",
                "/boot/unknown/snponly.efi",
                "/boot/%",
                "/boot/525400a1b2c3/%zz"
            })
    void nothingOutsideIsReached(String path) throws IOException {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .matches("(?s)HTTP/1.1 40[04] .*")
                .doesNotContain("root:")
                .doesNotContain("\r\n\r\nsecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /boot/525400a1b2c3/boot.ipxe HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n",
                "GET /boot/525400a1b2c3/boot.ipxe HTTP/1.1\r\nHost: a;reboot\r\nConnection: close\r\n\r\n",
                "GET /boot/525400a1b2c3/boot.ipxe HTTP/1.1\r\nHost: ${net0/mac}\r\nConnection: close\r\n\r\n",
                "GET /boot/525400a1b2c3/boot.ipxe HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n",
                "GET /boot/525400a1b2c3/boot.ipxe HTTP/1.0\r\n\r\n",
            })
    void aHostThatIsNoneIsNotWrittenIntoAScript(String request) throws IOException {
        assertThat(raw(request)).matches("(?s)HTTP/1.[01] 400 .*").doesNotContain("#!ipxe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "BREW /boot/525400a1b2c3/boot.ipxe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "DELETE /boot/525400a1b2c3/boot.ipxe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /boot/525400a1b2c3/boot.ipxe HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "GET /boot/525400a1b2c3/boot.ipxe HTTP/1.1\r\nHost: x\r\nX: \0\r\n\r\n",
                "GET http://[::1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            })
    void junkIsRefused(String request) throws IOException {
        assertThat(raw(request))
                .satisfiesAnyOf(
                        answer -> assertThat(answer).isEmpty(),
                        answer -> assertThat(answer).matches("(?s)HTTP/[0-9.]+ (400|404|405|501|505) .*"));
    }

    @Test
    void headersBeyondTheLimitAreRefused() throws IOException {
        var answer = raw("GET /boot/525400a1b2c3/boot.ipxe HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(100_000)
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)(HTTP/1.1 4(31|00) .*)?");
    }

    @Test
    void randomBytesHarmNothing() throws IOException {
        var random = new Random(7);
        for (var i = 0; i < 100; i++) {
            var junk = new byte[random.nextInt(2000)];
            random.nextBytes(junk);
            rawAndEnd(new String(junk, StandardCharsets.ISO_8859_1) + "\r\n\r\n");
        }
        given().get("/boot/" + MACHINE + "/boot.ipxe").then().statusCode(200);
    }

    @Test
    void changedBitsOfARequestHarmNothing() throws IOException {
        var request = ("GET /boot/525400a1b2c3/snponly.efi HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-3\r\n"
                        + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        for (var i = 0; i < request.length; i++) {
            var changed = request.clone();
            changed[i] ^= (byte) (1 << i % 8);
            assertThat(rawAndEnd(new String(changed, StandardCharsets.ISO_8859_1)))
                    .doesNotContain(" 500 ");
        }
        given().get("/boot/" + MACHINE + "/boot.ipxe").then().statusCode(200);
    }

    /// Sends a request that asks for the connection's end, and reads to there.
    private static String raw(String request) throws IOException {
        return exchange(request, _ -> {});
    }

    /// Sends something and the end of everything, whatever it means.
    private static String rawAndEnd(String request) throws IOException {
        return exchange(request, Socket::shutdownOutput);
    }

    private static String exchange(String request, Ending ending) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            ending.after(socket);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            // The service may close a connection that has nothing more to say to it.
            return "";
        }
    }

    /// What follows a request.
    private interface Ending {
        void after(Socket socket) throws IOException;
    }
}
