package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.rackboot.dhcp.lease.Range;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of the configuration change and are read again.
class ConfigurationFilesTest {
    @TempDir
    private Path directory;

    private Path file;
    private Settings started;
    private Reload reload;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Settings> served = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        file = directory.resolve("a file.properties");
        write("192.168.77.100-192.168.77.199");
        var config = config();
        started = Settings.of(config.getConfigMapping(DhcpConfig.class));
        reload = new Reload(new ConfigurationFiles(config), served::add, new ReloadMeters(registry), started);
    }

    @Test
    void aChangedFileIsUsed() throws IOException {
        write("192.168.77.100-192.168.77.101");

        var outcome = (Reload.Outcome.Applied) reload.reload();

        assertThat(served).containsExactly(outcome.settings());
        assertThat(outcome.settings().subnets().getFirst().ranges())
                .containsExactly(Range.parse("192.168.77.100-192.168.77.101"));
        assertThat(outcome.settings().sockets().interfaces())
                .as("from a source of a higher rank that is no file")
                .containsExactly("eth7");
        assertThat(outcome.settings().subnets().getFirst().leaseTime()).isEqualTo(Duration.ofMinutes(20));
        assertThat(reloads("applied")).isOne();
        assertThat(inForce()).isOne();

        assertThat(reload.reload()).isEqualTo(new Reload.Outcome.Unchanged(outcome.settings()));
        assertThat(served).hasSize(1);
    }

    @Test
    void theSameFileChangesNothing() {
        assertThat(reload.reload()).isEqualTo(new Reload.Outcome.Unchanged(started));
        assertThat(served).isEmpty();
        assertThat(reloads("unchanged")).isOne();
    }

    @Test
    void aFileThatIsReplacedByRenamingIsUsed() throws IOException {
        var next = Files.writeString(
                directory.resolve("next"), Files.readString(file).replace("77.199", "77.150"));
        Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(reload.reload()).isInstanceOf(Reload.Outcome.Applied.class);
    }

    @Test
    void aFileThatIsGoneIsNamed() throws IOException {
        Files.delete(file);

        var refused = (Reload.Outcome.Refused) reload.reload();

        assertThat(refused.reason())
                .startsWith("a file of the configuration cannot be read: ")
                .contains(file.toString());
        assertThat(served).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dhcp.subnets.rack.ranges=192.168.78.1 | dhcp.subnets.rack.ranges: 192.168.78.1-192.168.78.1 is not within 192.168.77.1-192.168.77.254, the hosts of network 192.168.77.0/24",
                "dhcp.rack=r13 | dhcp.rack: r13 in place of r1 needs a restart of the service",
                "dhcp.state-directory=/elsewhere | dhcp.state-directory: /elsewhere in place of /var/lib/rackboot/dhcp needs a restart of the service",
                "dhcp.server-port=1067 | dhcp.server-port: 1067 in place of 67 needs a restart of the service",
                "dhcp.client-port=1068 | dhcp.client-port: 1068 in place of 68 needs a restart of the service",
                "dhcp.always-broadcast=true | dhcp.always-broadcast: true in place of false needs a restart of the service",
                "dhcp.client-identity=client-identifier | dhcp.client-identity: client-identifier in place of hardware-address needs a restart of the service"
            })
    void whatIsWrongIsNamedAndNothingIsUsed(String line, String reason) throws IOException {
        Files.writeString(file, Files.readString(file) + line + "\ndhcp.subnets.far.network=10.9.0.0/16\n");

        try (var logged = Logged.by(Reload.class.getName())) {
            assertThat(reload.reload()).isEqualTo(new Reload.Outcome.Refused(reason));
            assertThat(logged.messages())
                    .containsExactly("ERROR the changed configuration is not used, the former one stays: " + reason);
        }
        assertThat(served).isEmpty();
        assertThat(reloads("refused")).isOne();
        assertThat(inForce()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dhcp.subnets.rack.rnages=192.168.77.1 | dhcp.subnets.rack.rnages",
                "dhcp.server-port=many | dhcp.server-port",
                "dhcp.authoritative=ture | dhcp.authoritative",
                "dhcp.subnets.rack.lease-time=soon | dhcp.subnets.rack.lease-time",
                "dhcp.subnets.far.ranges=10.9.0.1 | dhcp.subnets.far.network"
            })
    void whatCannotEvenBeReadIsNamedAndNothingIsUsed(String line, String named) throws IOException {
        Files.writeString(file, Files.readString(file) + line + "\n");

        assertThat(((Reload.Outcome.Refused) reload.reload()).reason()).contains(named);
        assertThat(served).isEmpty();

        write("192.168.77.100-192.168.77.101");
        assertThat(reload.reload()).isInstanceOf(Reload.Outcome.Applied.class);
        assertThat(inForce()).isOne();
    }

    @Test
    void aServiceThatStopsGoesOverToNothing() throws IOException {
        reload = new Reload(
                new ConfigurationFiles(config()),
                _ -> {
                    throw new CompletionException(new IllegalStateException("closed"));
                },
                new ReloadMeters(registry),
                started);
        write("192.168.77.100-192.168.77.101");

        assertThat(reload.reload())
                .isEqualTo(new Reload.Outcome.Refused("it cannot be applied: java.util.concurrent.CompletionException:"
                        + " java.lang.IllegalStateException: closed"));
    }

    private void write(String ranges) throws IOException {
        Files.writeString(file, """
                dhcp.interfaces=eth0
                dhcp.subnets.rack.network=192.168.77.0/24
                dhcp.subnets.rack.ranges=%s
                dhcp.subnets.rack.lease-time=${minutes}M
                minutes=10
                %%prod.minutes=20
                """.formatted(ranges));
    }

    /// As the service has it when it starts: a file, and what is set beside it.
    private SmallRyeConfig config() throws IOException {
        return new SmallRyeConfigBuilder()
                .withProfiles(List.of("prod"))
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(DhcpConfig.class)
                .withSources(
                        new PropertiesConfigSource(file.toUri().toURL(), 260),
                        new PropertiesConfigSource(Map.of("dhcp.interfaces", "eth7"), "beside", 400))
                .build();
    }

    private double reloads(String outcome) {
        return registry.get("dhcp.reloads").tag("outcome", outcome).counter().count();
    }

    private double inForce() {
        return registry.get("dhcp.configuration.in.force").gauge().value();
    }
}
