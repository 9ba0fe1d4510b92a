package io.rackboot.nats.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.nats.Eventually;
import io.rackboot.nats.testing.NatsServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LinkTest {

    @Test
    void startsWithoutAServerAndFindsItLater() {
        try (var server = NatsServer.later();
                var link = Links.to(server)) {
            Eventually.holds(() -> link.away().contains("Unable to connect"), link::away);
            assertThat(link.connected()).isFalse();
            assertThat(link.away()).startsWith("NATS (" + server.url() + ") is away: ");

            server.restart();

            Eventually.holds(link::connected);
            assertThat(link.connection()).isPresent();
        }
    }

    @Test
    void reconnectsAfterEveryKillAndStopAndRunsItsActionsEachTime() {
        var registry = new SimpleMeterRegistry();
        try (var server = NatsServer.start();
                var link = Link.open(Links.settings(server.url()), registry)) {
            var runs = new AtomicInteger();
            link.whenConnected(runs::incrementAndGet);
            Eventually.holds(() -> runs.get() == 1);

            for (var i = 2; i <= 5; i++) {
                var first = link.connection();
                if (i % 2 == 0) {
                    server.kill();
                } else {
                    server.stop();
                }
                Eventually.holds(() -> !link.connected());
                assertThat(registry.get("nats.connected").gauge().value()).isZero();
                server.restart();
                var expected = i;
                Eventually.holds(() -> runs.get() == expected);
                assertThat(link.connection()).isPresent().isNotEqualTo(first);
            }
            assertThat(registry.get("nats.reconnects").counter().count()).isEqualTo(4);
            assertThat(registry.get("nats.connected").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void anActionIsRunAtOnceWhereTheConnectionIsUpAndItsFailureIsItsOwn() {
        try (var server = NatsServer.start();
                var link = Links.to(server)) {
            Eventually.holds(link::connected);
            var ran = new AtomicInteger();
            link.whenConnected(() -> {
                throw new IllegalStateException("an action that fails, on purpose");
            });
            link.whenConnected(ran::incrementAndGet);
            Eventually.holds(() -> ran.get() == 1);
            assertThat(link.connected()).isTrue();
        }
    }

    @Test
    void closersRunTheNewestFirstWhileTheConnectionIsUp() {
        var order = Collections.synchronizedList(new ArrayList<String>());
        try (var server = NatsServer.start()) {
            var link = Links.to(server);
            Eventually.holds(link::connected);
            link.beforeClose(() -> order.add("first, connected " + link.connected()));
            link.beforeClose(() -> {
                throw new IllegalStateException("a closer that fails, on purpose");
            });
            link.beforeClose(() -> order.add("second, connected " + link.connected()));

            link.close();

            assertThat(order).containsExactly("second, connected true", "first, connected true");
            assertThat(link.connected()).isFalse();
        }
    }

    @Test
    void whatIsPublishedBeforeTheCloseReachesTheServer() {
        try (var server = NatsServer.start();
                var listener = Links.to(server)) {
            Eventually.holds(listener::connected);
            var heard = new AtomicInteger();
            var connection = listener.connection().orElseThrow();
            connection.createDispatcher(_ -> heard.incrementAndGet()).subscribe("last.words");
            assertThat(flushed(connection)).isTrue();

            var link = Links.to(server);
            Eventually.holds(link::connected);
            for (var i = 0; i < 1_000; i++) {
                link.connection().orElseThrow().publish("last.words", new byte[100]);
            }
            link.close();

            Eventually.holds(() -> heard.get() == 1_000, heard::get);
        }
    }

    @Test
    void aWorkerBeginsAgainAfterFailuresAndOnEachConnection() {
        try (var server = NatsServer.start();
                var link = Links.to(server)) {
            var runs = new AtomicInteger();
            try (var worker = LinkWorker.start(link, "test", connection -> {
                if (runs.incrementAndGet() < 3) {
                    throw new IllegalStateException("a job that fails, on purpose");
                }
                while (Link.alive(connection)) {
                    Thread.sleep(5);
                }
            })) {
                assertThat(worker).isNotNull();
                Eventually.holds(() -> runs.get() == 3);
                server.restart();
                Eventually.holds(() -> runs.get() == 4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nats://", "nats://host:port", "gopher://127.0.0.1:4222"})
    void aServerThatIsNoAddressIsNamed(String url) {
        assertThatThrownBy(() -> Links.settings(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nats.servers: not an address: '" + url + "'");
    }

    @Test
    void wrongSettingsNameTheirProperty() {
        var servers = List.of("nats://127.0.0.1:4222");
        assertThatThrownBy(() -> new LinkSettings(List.of(), "t", Optional.empty(), Optional.empty(), 1))
                .hasMessage("nats.servers is empty");
        assertThatThrownBy(() ->
                        new LinkSettings(servers, "t", Optional.of(Path.of("/no/such.creds")), Optional.empty(), 1))
                .hasMessage("nats.credentials: no readable file /no/such.creds");
        assertThatThrownBy(() -> new LinkSettings(servers, "t", Optional.empty(), Optional.of("a.b"), 1))
                .hasMessage("nats.domain: not a JetStream domain: 'a.b'");
        assertThatThrownBy(() -> new LinkSettings(servers, "t", Optional.empty(), Optional.empty(), 6))
                .hasMessage("nats.replicas: not 1 to 5: 6");
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(Links.settings("nats://user:secret@127.0.0.1:4222").shown()).isEqualTo("nats://***@127.0.0.1:4222");
    }

    private static boolean flushed(io.nats.client.Connection connection) {
        try {
            connection.flush(java.time.Duration.ofSeconds(5));
            return true;
        } catch (java.util.concurrent.TimeoutException | InterruptedException _) {
            return false;
        }
    }
}
