package io.rackboot.inventory.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rackboot.nats.testing.NatsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/// A nats-server and a state directory for one application under test; fills fields of type [NatsServer].
public final class InventoryNats implements QuarkusTestResourceLifecycleManager {
    private final NatsServer server = NatsServer.later();
    private final Path state = directory();

    @Override
    public Map<String, String> start() {
        server.restart();
        return Map.of(
                "nats.servers", server.url(),
                "inventory.state-directory", state.toString(),
                "inventory.deadlines.kernel", "2S",
                "inventory.live.heartbeat", "0.5S",
                "inventory.live.history", "300",
                "inventory.live.client-buffer", "50");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(NatsServer.class));
    }

    @Override
    public void stop() {
        server.close();
        remove(state);
    }

    /// A new temporary directory.
    public static Path directory() {
        try {
            return Files.createTempDirectory("rackboot-inventory");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes a directory with all that is in it.
    public static void remove(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
