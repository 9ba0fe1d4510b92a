package io.rackboot.tftp.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rackboot.events.FileRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootServerTest {
    private static final InetAddress CLIENT = InetAddress.ofLiteral("192.168.77.100");
    private static final String DIGEST = "ab".repeat(32);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer http;
    private BootServer bootServer;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
        bootServer = bootServer(http.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    @Test
    void asksOnBehalfOfTheClient() throws IOException {
        serve(exchange -> {
            var headers = exchange.getRequestHeaders();
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + headers.getFirst("Forwarded")
                    + " " + headers.getFirst("Rackboot-Via"));
            answer(exchange, 200, "x");
        });

        found("525400a1b2c3/grub/grub.cfg").close();
        found("pxelinux.cfg/01-52-54-00-a1-b2-c3").close();

        assertThat(asked)
                .containsExactly(
                        "GET /boot/525400a1b2c3/grub/grub.cfg for=192.168.77.100 tftp",
                        "GET /tftp/pxelinux.cfg/01-52-54-00-a1-b2-c3 for=192.168.77.100 tftp");
    }

    @ParameterizedTest
    @CsvSource({
        "a b, /tftp/a%20b",
        "a?b#c, /tftp/a%3Fb%23c",
        "a%2f..%2fb, /tftp/a%252f..%252fb",
        "x/y..%2e/z, /tftp/x/y..%252e/z",
        "525400a1b2c3/a;b, /boot/525400a1b2c3/a%3Bb",
        "'a+b:c@d&e=f', /tftp/a%2Bb%3Ac%40d%26e%3Df",
        "grub.cfg-01~x_y, /tftp/grub.cfg-01~x_y"
    })
    void encodesEverySegment(String name, String path) {
        var url = bootServer.url(path(name));

        assertThat(url.getRawPath()).isEqualTo(path);
        assertThat(url.normalize()).isEqualTo(url);
    }

    @Test
    void encodesUtf8() {
        var name = new String("é".getBytes(UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1);

        assertThat(bootServer.url(path(name)).getRawPath()).isEqualTo("/tftp/%C3%A9");
    }

    @Test
    void takesSizeRoleAndDigestFromTheHeaders() throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders()
                    .putAll(Map.of("ETag", List.of("\"sha256-" + DIGEST + "\""), "Rackboot-Role", List.of("kernel")));
            answer(exchange, 200, "content");
        });

        try (var file = found("artifacts/x")) {
            assertThat(file.size()).isEqualTo(OptionalLong.of(7));
            assertThat(file.role()).isEqualTo(FileRole.KERNEL);
            assertThat(file.sha256()).contains(DIGEST);
            assertThat(content(file)).isEqualTo("content");
        }
    }

    @Test
    void computesWhatTheHeadersDoNotSay() throws IOException {
        serve(exchange -> answer(exchange, 200, "abc"));

        try (var file = found("525400a1b2c3/boot.ipxe")) {
            assertThat(file.role()).isEqualTo(FileRole.SCRIPT);
            assertThat(content(file)).isEqualTo("abc");
            assertThat(file.sha256()).contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
    }

    @Test
    void measuresASmallBodyOfUnknownLength() throws IOException {
        serve(exchange -> chunked(exchange, new byte[10_000]));

        try (var file = found("x")) {
            assertThat(file.size()).isEqualTo(OptionalLong.of(10_000));
            assertThat(content(file)).hasSize(10_000);
        }
    }

    @Test
    void streamsALargeBodyOfUnknownLength() throws IOException {
        serve(exchange -> chunked(exchange, new byte[BootServer.READ_TO_MEASURE + 10]));

        try (var file = found("x")) {
            assertThat(file.size()).isEmpty();
            assertThat(content(file)).hasSize(BootServer.READ_TO_MEASURE + 10);
        }
    }

    @Test
    void anEmptyFileIsAFile() throws IOException {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });

        try (var file = found("x")) {
            assertThat(file.size()).isEqualTo(OptionalLong.of(0));
            assertThat(content(file)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, NOT_FOUND",
        "410, NOT_FOUND",
        "401, BOOT_SERVER_REFUSED",
        "403, BOOT_SERVER_REFUSED",
        "302, BOOT_SERVER_FAILED",
        "500, BOOT_SERVER_FAILED",
        "503, BOOT_SERVER_FAILED"
    })
    void refusesWithTheServersReason(int status, Reason reason) {
        serve(exchange -> answer(exchange, status, "no"));

        assertThat(refused("x").reason()).isEqualTo(reason);
    }

    @Test
    void saysWhichServerFailed() {
        serve(exchange -> answer(exchange, 500, "no"));

        assertThat(refused("a/b").detail())
                .isEqualTo("http-boot-service at " + bootServer.base() + " answered 500 for a/b");
    }

    @Test
    void saysThatTheServerIsAway() {
        http.stop(0);

        var refused = refused("a/b");

        assertThat(refused.reason()).isEqualTo(Reason.BOOT_SERVER_UNREACHABLE);
        assertThat(refused.detail())
                .isEqualTo(
                        "http-boot-service at " + bootServer.base() + " does not answer for a/b: Connection refused");
    }

    @Test
    void doesNotWaitForEverForAnAnswer() throws IOException {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var lookup = bootServer(silent.getLocalPort()).open(path("x"), CLIENT);

            assertThat(lookup).isInstanceOfSatisfying(Lookup.Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Reason.BOOT_SERVER_UNREACHABLE);
                assertThat(refused.detail()).endsWith("Read timed out");
            });
        }
    }

    @Test
    void doesNotWaitForEverForTheRest() throws IOException {
        var over = new CountDownLatch(1);
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            awaited(over);
        });

        try (var file = found("x")) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> content(file))
                    .withMessage("http-boot-service at " + bootServer.base() + " broke off: Read timed out");
        } finally {
            over.countDown();
        }
    }

    @Test
    void noticesABodyCutShort() throws IOException {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            exchange.getHttpContext().getServer().stop(0);
        });

        try (var file = found("x")) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> content(file));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://server", "http:///path", "server:80", "/path", "http://server/?x", "http://server/#x"})
    void refusesWhatIsNoServersUrl(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BootServer(URI.create(url), Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .withMessageContaining("not an http:// or https:// URL of a server");
    }

    @Test
    void theUrlMayHaveAPath() {
        var server = new BootServer(URI.create("http://server/prefix/"), Duration.ofSeconds(1), Duration.ofSeconds(1));

        assertThat(server.url(path("x"))).isEqualTo(URI.create("http://server/prefix/tftp/x"));
    }

    private static BootServer bootServer(int port) {
        return new BootServer(URI.create("http://127.0.0.1:" + port), Duration.ofMillis(500), Duration.ofMillis(300));
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void serve(Handler handler) {
        http.createContext("/", handler::handle);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.length());
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.close();
    }

    private static void chunked(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private OpenFile found(String name) {
        return switch (bootServer.open(path(name), CLIENT)) {
            case Lookup.Found(OpenFile file) -> file;
            case Lookup.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    private Lookup.Refused refused(String name) {
        return (Lookup.Refused) bootServer.open(path(name), CLIENT);
    }

    private static RequestedPath path(String name) {
        return ((RequestedPath.Parsed.Valid) RequestedPath.parse(name)).path();
    }

    private static String content(OpenFile file) throws IOException {
        var buffer = ByteBuffer.allocate(1 << 20);
        while (file.bytes().read(buffer) >= 0) {
            assertThat(buffer.hasRemaining()).isTrue();
        }
        return UTF_8.decode(buffer.flip()).toString();
    }
}
