package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.lease.ClientIdentity;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.reply.BootServers;
import io.rackboot.dhcp.reply.Conduct;
import io.rackboot.dhcp.socket.SocketSettings;
import io.rackboot.dhcp.wire.Ip4Address;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "dhcp.interfaces", "eth0",
            "dhcp.subnets.rack.network", "192.168.77.0/24",
            "dhcp.subnets.rack.ranges", "192.168.77.100-192.168.77.199");

    @Test
    void theDefaultsAreThoseOfTheReadme() {
        var settings = settings(LEAST);

        var rack = new Subnet(
                "rack",
                Ip4Address.parse("192.168.77.0"),
                24,
                List.of(Range.parse("192.168.77.100-192.168.77.199")),
                List.of(),
                List.of(),
                Optional.empty(),
                Duration.ofHours(1));
        assertThat(settings.rack().label()).isEqualTo("r1");
        assertThat(settings.stateDirectory()).isEqualTo(Path.of("/var/lib/rackboot/dhcp"));
        assertThat(settings.sockets()).isEqualTo(new SocketSettings(List.of("eth0"), 67, 68, false, List.of(rack)));
        assertThat(settings.advertised()).containsExactly("eth0");
        assertThat(settings.subnets()).containsExactly(rack);
        assertThat(settings.networks()).containsExactly(SharedNetwork.of(rack));
        assertThat(settings.conduct()).isEqualTo(Conduct.RACK);
        assertThat(settings.boot()).isEqualTo(BootServers.SAME_HOST);
    }

    @Test
    void everyOptionIsRead() {
        var properties = new HashMap<>(LEAST);
        properties.putAll(Map.of(
                "dhcp.interfaces", "eth0,eth1",
                "dhcp.router-advertisements", "false",
                "dhcp.subnets.far.network", "10.9.0.0/16",
                "dhcp.subnets.far.ranges", "10.9.1.1-10.9.1.9,10.9.2.2",
                "dhcp.subnets.far.routers", "10.9.0.1,10.9.0.2",
                "dhcp.subnets.far.domain-name-servers", "10.9.0.3",
                "dhcp.subnets.far.domain-name", "far.example",
                "dhcp.subnets.far.lease-time", "90S",
                "dhcp.boot.http-server", "https://boot.example:8443/x",
                "dhcp.boot.tftp-server", "10.9.0.4"));
        properties.put("dhcp.always-broadcast", "true");

        properties.put("dhcp.authoritative", "false");
        properties.put("dhcp.client-identity", "client-identifier");

        var settings = settings(properties);

        assertThat(settings.conduct()).isEqualTo(new Conduct(false, ClientIdentity.CLIENT_IDENTIFIER));
        assertThat(settings.sockets().interfaces()).containsExactly("eth0", "eth1");
        assertThat(settings.sockets().alwaysBroadcast()).isTrue();
        assertThat(settings.advertised()).isEmpty();
        assertThat(settings.subnets().getFirst())
                .isEqualTo(new Subnet(
                        "far",
                        Ip4Address.parse("10.9.0.0"),
                        16,
                        List.of(Range.parse("10.9.1.1-10.9.1.9"), Range.parse("10.9.2.2")),
                        List.of(Ip4Address.parse("10.9.0.1"), Ip4Address.parse("10.9.0.2")),
                        List.of(Ip4Address.parse("10.9.0.3")),
                        Optional.of("far.example"),
                        Duration.ofSeconds(90)));
        assertThat(settings.boot())
                .isEqualTo(new BootServers(
                        Optional.of("https://boot.example:8443/x"), Optional.of(Ip4Address.parse("10.9.0.4"))));
    }

    @Test
    void subnetsOfOneSharedNetworkAreOneLink() {
        var properties = new HashMap<>(LEAST);
        properties.putAll(Map.of(
                "dhcp.subnets.rack.shared-network", "hall",
                "dhcp.subnets.more.network", "10.9.0.0/16",
                "dhcp.subnets.more.shared-network", "hall",
                "dhcp.subnets.far.network", "10.8.0.0/16"));

        var settings = settings(properties);

        var far = settings.subnets().getFirst();
        var more = settings.subnets().get(1);
        var rack = settings.subnets().getLast();
        assertThat(settings.networks())
                .containsExactly(SharedNetwork.of(far), new SharedNetwork("hall", List.of(more, rack)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dhcp.rack | R 1 | dhcp.rack: not a rack label (1 to 32 of a-z 0-9 _ -): R 1",
                "dhcp.interfaces | '' | dhcp.interfaces: none is configured; name those to serve, such as eth0,eth1",
                "dhcp.interfaces | eth0,a/b | dhcp.interfaces: not the name of an interface (1 to 15 characters): a/b",
                "dhcp.interfaces | sixteen-letters- | dhcp.interfaces: not the name of an interface (1 to 15 characters): sixteen-letters-",
                "dhcp.interfaces | eth0,eth0 | dhcp.interfaces: one is named twice: eth0,eth0",
                "dhcp.server-port | 0 | dhcp.server-port: must be 1 to 65535, not 0",
                "dhcp.client-port | 70000 | dhcp.client-port: must be 1 to 65535, not 70000",
                "dhcp.subnets.rack.network | 192.168.77.0 | dhcp.subnets.rack.network: not a network of the form 192.168.77.0/24: 192.168.77.0",
                "dhcp.subnets.rack.network | 192.168.77.0/31 | dhcp.subnets.rack.network: prefix length 31 is not in 1..30",
                "dhcp.subnets.rack.network | 192.168.77.1/24 | dhcp.subnets.rack.network: 192.168.77.1/24 has host bits set, meant 192.168.77.0/24?",
                "dhcp.subnets.rack.network | 192.168.x/24 | dhcp.subnets.rack.network: not an IPv4 address: 192.168.x",
                "dhcp.subnets.rack.ranges | 192.168.77.100-192.168.78.1 | dhcp.subnets.rack.ranges: 192.168.77.100-192.168.78.1 is not within 192.168.77.1-192.168.77.254, the hosts of network 192.168.77.0/24",
                "dhcp.subnets.rack.ranges | 192.168.77.9-192.168.77.1 | dhcp.subnets.rack.ranges: range 192.168.77.9-192.168.77.1: its end lies below its start",
                "dhcp.subnets.rack.ranges | 192.168.77.1-192.168.77.9,192.168.77.9 | dhcp.subnets.rack.ranges: 192.168.77.1-192.168.77.9 and 192.168.77.9-192.168.77.9 overlap",
                "dhcp.subnets.rack.ranges | some | dhcp.subnets.rack.ranges: not an IPv4 address: some",
                "dhcp.subnets.rack.routers | gateway | dhcp.subnets.rack.routers: not an IPv4 address: gateway",
                "dhcp.subnets.rack.domain-name-servers | dns | dhcp.subnets.rack.domain-name-servers: not an IPv4 address: dns",
                "dhcp.subnets.rack.lease-time | 29S | dhcp.subnets.rack.lease-time: PT29S is not in PT30S..PT1193046H28M14S",
                "dhcp.subnets.zoo.network | 192.168.0.0/16 | dhcp.subnets.zoo.network: 192.168.0.0/16 overlaps 192.168.77.0/24 of dhcp.subnets.rack",
                "dhcp.boot.tftp-server | tftp.example | dhcp.boot.tftp-server: not an IPv4 address: tftp.example",
                "dhcp.boot.http-server | ftp://x | dhcp.boot.http-server: ftp://x is no URL of the form http://HOST[:PORT][/PATH] without a slash at its end, at most 80 characters"
            })
    void anErrorNamesItsProperty(String property, String value, String message) {
        var properties = new HashMap<>(LEAST);
        properties.put(property, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(properties))
                .withMessage(message);
    }

    @Test
    void withoutASubnetItDoesNotStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("dhcp.interfaces", "eth0")))
                .withMessage("dhcp.subnets: none is configured; set dhcp.subnets.<name>.network and .ranges");
    }

    @Test
    void aStateDirectoryThatIsAFileIsAnError(@TempDir Path directory) throws IOException {
        var properties = new HashMap<>(LEAST);
        var file = Files.createFile(directory.resolve("file"));
        properties.put("dhcp.state-directory", file.toString());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(properties))
                .withMessage("dhcp.state-directory: " + file + " is no directory");
    }

    private static Settings settings(Map<String, String> properties) {
        return Settings.of(new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(DhcpConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(DhcpConfig.class));
    }
}
