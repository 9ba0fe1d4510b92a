package io.rackboot.dhcp;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rackboot.nats.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/// What surrounds the service in its tests: the loopback interface, two free ports, two subnets of 127.0.0.0/8.
///
/// @param serverPort in place of port 67
/// @param clientPort in place of port 68
/// @param state the state directory
record Site(int serverPort, int clientPort, Path state) {

    /// A site with its state in that directory.
    static Site in(Path state) {
        return new Site(FreePort.udp(), FreePort.udp(), state);
    }

    /// {@return the service's configuration}
    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("dhcp.rack", "r12"),
                Map.entry("dhcp.interfaces", "lo"),
                Map.entry("dhcp.router-advertisements", "false"),
                // Every address of the loopback network answers.
                Map.entry("dhcp.conflict-detection", "false"),
                Map.entry("dhcp.state-directory", state.toString()),
                Map.entry("dhcp.server-port", Integer.toString(serverPort)),
                Map.entry("dhcp.client-port", Integer.toString(clientPort)),
                Map.entry("dhcp.subnets.rack.network", "127.0.0.0/24"),
                Map.entry("dhcp.subnets.rack.ranges", "127.0.0.100-127.0.0.199"),
                Map.entry("dhcp.subnets.rack.routers", "127.0.0.1"),
                Map.entry("dhcp.subnets.rack.domain-name-servers", "127.0.0.1"),
                Map.entry("dhcp.subnets.rack.domain-name", "rack.example"),
                Map.entry("dhcp.subnets.rack.lease-time", "10M"),
                Map.entry("dhcp.subnets.far.network", "127.9.0.0/24"),
                Map.entry("dhcp.subnets.far.ranges", "127.9.0.100,127.9.0.110-127.9.0.119"));
    }

    /// Sets the site up for `@QuarkusTest` and the packaged application alike.
    public static final class Resource implements QuarkusTestResourceLifecycleManager {
        private final Path directory = temporary();
        private final Site site = Site.in(directory.resolve("state"));

        @Override
        public Map<String, String> start() {
            return site.settings();
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(site, new TestInjector.MatchesType(Site.class));
        }

        @Override
        public void stop() {
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("dhcp");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
