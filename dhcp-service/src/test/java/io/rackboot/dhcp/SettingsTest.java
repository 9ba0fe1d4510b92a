package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.dhcp.lease.ClientIdentity;
import io.rackboot.dhcp.lease.LeasePolicy;
import io.rackboot.dhcp.lease.LeaseTimes;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.TimedRange;
import io.rackboot.dhcp.lease.UnknownClients;
import io.rackboot.dhcp.reply.BootServers;
import io.rackboot.dhcp.reply.BootSite;
import io.rackboot.dhcp.reply.Bootp;
import io.rackboot.dhcp.reply.BootpClients;
import io.rackboot.dhcp.reply.Conduct;
import io.rackboot.dhcp.reply.ProxyOffer;
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
    /// A configuration of what has no default.
    static final Map<String, String> LEAST = Map.of(
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
        assertThat(settings.beside()).isEqualTo(new BesideDhcp.Interfaces(List.of("eth0"), List.of(), List.of("eth0")));
        assertThat(settings.subnets()).containsExactly(rack);
        assertThat(settings.networks()).containsExactly(SharedNetwork.of(rack));
        assertThat(settings.conduct()).isEqualTo(Conduct.RACK);
        assertThat(settings.boot()).isEqualTo(BootSite.SAME_HOST);
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
        properties.put("dhcp.boot.loaders.7", "shimx64.efi");
        properties.put("dhcp.boot.loaders.29", "riscv128.efi");
        properties.put("dhcp.authoritative", "false");
        properties.put("dhcp.client-identity", "client-identifier");
        properties.put("dhcp.rarp", "true");
        properties.put("dhcp.conflict-detection", "false");
        properties.put("dhcp.bootp-server-name", "boot.example");
        properties.put("dhcp.subnets.rack.bootp", "dynamic");
        properties.put("dhcp.subnets.far.bootp", "none");

        var settings = settings(properties);

        assertThat(settings.conduct())
                .isEqualTo(new Conduct(
                        false,
                        ClientIdentity.CLIENT_IDENTIFIER,
                        new Bootp(
                                Optional.of("boot.example"),
                                Map.of("rack", BootpClients.DYNAMIC, "far", BootpClients.NONE))));
        assertThat(settings.sockets().interfaces()).containsExactly("eth0", "eth1");
        assertThat(settings.sockets().alwaysBroadcast()).isTrue();
        assertThat(settings.beside())
                .isEqualTo(new BesideDhcp.Interfaces(List.of(), List.of("eth0", "eth1"), List.of()));
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
                .isEqualTo(new BootSite(
                        new BootServers(
                                Optional.of("https://boot.example:8443/x"), Optional.of(Ip4Address.parse("10.9.0.4"))),
                        Map.of(7, "shimx64.efi", 29, "riscv128.efi"),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void rangesAreThoseOfTheSubnetAndItsPoolsWithoutTheExclusions() {
        var properties = new HashMap<>(LEAST);
        properties.putAll(Map.of(
                "dhcp.subnets.rack.exclusions", "192.168.77.120,192.168.77.195-192.168.77.204",
                "dhcp.subnets.rack.pools.b.ranges", "192.168.77.200-192.168.77.209",
                "dhcp.subnets.rack.pools.b.lease-time", "5M",
                "dhcp.subnets.rack.pools.a.ranges", "192.168.77.20,192.168.77.30",
                "dhcp.subnets.rack.pools.a.lease-time", "1H",
                "dhcp.subnets.rack.pools.a.max-lease-time", "8H",
                "dhcp.subnets.rack.pools.a.min-lease-time", "30M"));

        var rack = settings(properties).subnets().getFirst();

        assertThat(rack.ranges())
                .extracting(Range::toString)
                .containsExactly(
                        "192.168.77.100-192.168.77.119",
                        "192.168.77.121-192.168.77.194",
                        "192.168.77.20-192.168.77.20",
                        "192.168.77.30-192.168.77.30",
                        "192.168.77.205-192.168.77.209");
        var a = new LeaseTimes(Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofHours(8));
        assertThat(rack.policy())
                .isEqualTo(new LeasePolicy(
                        LeaseTimes.of(Duration.ofHours(1)),
                        List.of(
                                new TimedRange(Range.parse("192.168.77.20"), a),
                                new TimedRange(Range.parse("192.168.77.30"), a),
                                new TimedRange(
                                        Range.parse("192.168.77.200-192.168.77.209"),
                                        LeaseTimes.of(Duration.ofMinutes(5)))),
                        Optional.empty(),
                        UnknownClients.ALLOW,
                        50));
    }

    @Test
    void theRulesOfLeasingAreRead() {
        var properties = new HashMap<>(LEAST);
        properties.putAll(Map.of(
                "dhcp.subnets.rack.lease-time", "2H",
                "dhcp.subnets.rack.min-lease-time", "10M",
                "dhcp.subnets.rack.max-lease-time", "1D",
                "dhcp.subnets.rack.unknown-lease-time", "5M",
                "dhcp.subnets.rack.unknown-clients", "deny",
                "dhcp.subnets.rack.kept-for-known", "0"));

        assertThat(settings(properties).subnets().getFirst().policy())
                .isEqualTo(new LeasePolicy(
                        new LeaseTimes(Duration.ofHours(2), Duration.ofMinutes(10), Duration.ofDays(1)),
                        List.of(),
                        Optional.of(Duration.ofMinutes(5)),
                        UnknownClients.DENY,
                        0));
    }

    @Test
    void aPoolsErrorsNameIt() {
        var properties = new HashMap<>(LEAST);
        properties.put("dhcp.subnets.rack.pools.guests.ranges", "192.168.77.200-192.168.77.x");
        properties.put("dhcp.subnets.rack.pools.guests.lease-time", "20S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(properties))
                .withMessage("dhcp.subnets.rack.pools.guests.ranges: not an IPv4 address: 192.168.77.x");

        properties.put("dhcp.subnets.rack.pools.guests.ranges", "192.168.77.200-192.168.77.209");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(properties))
                .withMessage("dhcp.subnets.rack.pools.guests.lease-time: PT20S is not in PT30S..PT1193046H28M14S");

        properties.put("dhcp.subnets.rack.pools.guests.lease-time", "20M");
        properties.put("dhcp.subnets.rack.pools.guests.ranges", "192.168.77.199-192.168.77.209");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(properties))
                .withMessage("dhcp.subnets.rack.ranges: 192.168.77.100-192.168.77.199 and "
                        + "192.168.77.199-192.168.77.209 overlap");
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
                "dhcp.subnets.rack.domain-name | rack example | dhcp.subnets.rack.domain-name: not a domain name: rack example",
                "dhcp.subnets.rack.domain-name | rack..example | dhcp.subnets.rack.domain-name: not a domain name: rack..example",
                "dhcp.subnets.rack.lease-time | 29S | dhcp.subnets.rack.lease-time: PT29S is not in PT30S..PT1193046H28M14S",
                "dhcp.subnets.rack.min-lease-time | 2H | dhcp.subnets.rack.min-lease-time: PT2H is longer than lease-time, PT1H",
                "dhcp.subnets.rack.max-lease-time | 30M | dhcp.subnets.rack.max-lease-time: PT30M is shorter than lease-time, PT1H",
                "dhcp.subnets.rack.unknown-lease-time | 61M | dhcp.subnets.rack.unknown-lease-time: PT1H1M is longer than lease-time, PT1H",
                "dhcp.subnets.rack.unknown-lease-time | 1S | dhcp.subnets.rack.unknown-lease-time: PT1S is not in PT30S..PT1193046H28M14S",
                "dhcp.subnets.rack.kept-for-known | 101 | dhcp.subnets.rack.kept-for-known: 101 is not in 0..100",
                "dhcp.subnets.rack.kept-for-known | -1 | dhcp.subnets.rack.kept-for-known: -1 is not in 0..100",
                "dhcp.subnets.rack.exclusions | 192.168.77.20 | dhcp.subnets.rack.exclusions: 192.168.77.20-192.168.77.20 is in none of the subnet's ranges",
                "dhcp.subnets.rack.exclusions | some | dhcp.subnets.rack.exclusions: not an IPv4 address: some",
                "dhcp.subnets.zoo.network | 192.168.0.0/16 | dhcp.subnets.zoo.network: 192.168.0.0/16 overlaps 192.168.77.0/24 of dhcp.subnets.rack",
                "dhcp.bootp-server-name | a b | dhcp.bootp-server-name: 'a b' is no name of 1 to 63 characters without spaces",
                "dhcp.boot.tftp-server | tftp.example | dhcp.boot.tftp-server: not an IPv4 address: tftp.example",
                "dhcp.boot.mtftp.address | here | dhcp.boot.mtftp.address: not an IPv4 address: here",
                "dhcp.boot.loaders.65536 | a | dhcp.boot.loaders: 65536 is no architecture: 0 to 65535",
                "dhcp.boot.loaders.7 | efi/a | dhcp.boot.loaders: 'efi/a' is no plain file name of at most 28 letters, digits, dots, hyphens and underscores",
                "dhcp.boot.http-server | ftp://x | dhcp.boot.http-server: ftp://x is no URL of the form http://HOST[:PORT][/PATH] without a slash at its end, at most 80 characters"
            })
    void anErrorNamesItsProperty(String property, String value, String message) {
        var properties = new HashMap<>(LEAST);
        properties.put(property, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(properties))
                .withMessage(message);
    }

    /// What is not of its option's kind at all is refused by the library, which names the property too.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dhcp.server-port | many",
                "dhcp.client-port | 6.8",
                "dhcp.always-broadcast | ture",
                "dhcp.router-advertisements | on",
                "dhcp.rarp | yes",
                "dhcp.conflict-detection | of",
                "dhcp.authoritative | no",
                "dhcp.client-identity | mac",
                "dhcp.subnets.rack.lease-time | soon",
                "dhcp.subnets.rack.rnages | 192.168.77.1",
                "dhcp.interface | eth0",
                "dhcp.boot.tftp | 192.168.77.1"
            })
    void aValueOfAnotherKindOrAnUnknownOptionNamesItsProperty(String property, String value) {
        var properties = new HashMap<>(LEAST);
        properties.put(property, value);

        assertThatThrownBy(() -> settings(properties)).hasMessageContaining(property);
    }

    @Test
    void withoutASubnetItDoesNotStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("dhcp.interfaces", "eth0")))
                .withMessage("dhcp.subnets: none is configured; set dhcp.subnets.<name>.network and .ranges");
    }

    @Test
    void aProxyNeedsNone() {
        var settings = settings(Map.of("dhcp.interfaces", "eth0", "dhcp.mode", "proxy", "dhcp.proxy-offer", "request"));

        assertThat(settings.mode()).isEqualTo(DhcpConfig.Mode.PROXY);
        assertThat(settings.proxyOffer()).isEqualTo(ProxyOffer.REQUEST);
        assertThat(settings.subnets()).isEmpty();
        assertThat(settings.sockets().bootServerPort()).contains(4011);
        assertThat(settings.beside().probed())
                .as("another server's addresses are its own affair")
                .isEmpty();
        assertThat(settings(LEAST).mode()).isEqualTo(DhcpConfig.Mode.SERVER);
        assertThat(settings(LEAST).proxyOffer()).isEqualTo(ProxyOffer.FILE);
        assertThat(settings(LEAST).sockets().bootServerPort()).isEmpty();
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

    static Settings settings(Map<String, String> properties) {
        return Settings.of(new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(DhcpConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(DhcpConfig.class));
    }
}
