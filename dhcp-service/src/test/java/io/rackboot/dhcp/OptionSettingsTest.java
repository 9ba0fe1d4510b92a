package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.reply.ClientClass;
import io.rackboot.dhcp.reply.Extensions;
import io.rackboot.dhcp.reply.OptionSet;
import io.rackboot.dhcp.reply.Parameters;
import io.rackboot.dhcp.reply.Parameters.SubnetParameters;
import io.rackboot.dhcp.reply.RenewalTimes;
import io.rackboot.dhcp.wire.DhcpOptions;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionSettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "dhcp.interfaces", "eth0",
            "dhcp.subnets.rack.network", "192.168.77.0/24",
            "dhcp.subnets.rack.ranges", "192.168.77.100-192.168.77.199");

    @Test
    void thereAreNoneUnlessSet() {
        var settings = settings(Map.of());

        assertThat(settings.extensions()).isEqualTo(Extensions.NONE);
        assertThat(settings.parameters())
                .isEqualTo(new Parameters(OptionSet.NONE, Map.of("rack", SubnetParameters.NONE), List.of()));
    }

    @Test
    void everyScopeIsRead() {
        var settings = settings(Map.ofEntries(
                Map.entry("dhcp.options.ntp-servers", "10.0.0.1,10.0.0.2"),
                Map.entry("dhcp.options.26", "9000"),
                Map.entry("dhcp.forced-options.wpad", "http://w/"),
                Map.entry("dhcp.subnets.rack.options.119", "rack.example"),
                Map.entry("dhcp.subnets.rack.forced-options.224", "u8:7"),
                Map.entry("dhcp.subnets.rack.renewal-time", "10M"),
                Map.entry("dhcp.subnets.rack.rebinding-time", "20M"),
                Map.entry("dhcp.client-classes.phones.vendor-classes", "acme,zoo"),
                Map.entry("dhcp.client-classes.phones.hardware-addresses", "00:0b:82,00-0c-29"),
                Map.entry("dhcp.client-classes.phones.options.150", "10.0.0.9"),
                Map.entry("dhcp.client-classes.arm.architectures", "11,19"),
                Map.entry("dhcp.client-classes.arm.user-classes", "iPXE"),
                Map.entry("dhcp.client-classes.arm.forced-options.43", "0102"),
                Map.entry("dhcp.rapid-commit", "true"),
                Map.entry("dhcp.lease-query-relays", "10.9.0.1,10.9.0.2")));

        assertThat(settings.extensions())
                .isEqualTo(new Extensions(true, Set.of(Ip4Address.parse("10.9.0.1"), Ip4Address.parse("10.9.0.2"))));
        var parameters = settings.parameters();
        assertThat(parameters.everywhere())
                .isEqualTo(new OptionSet(
                        options(Map.of(26, "2328", 42, "0a0000010a000002")),
                        options(Map.of(252, "687474703a2f2f772f"))));
        assertThat(parameters.subnets())
                .isEqualTo(Map.of(
                        "rack",
                        new SubnetParameters(
                                new OptionSet(
                                        options(Map.of(119, "047261636b076578616d706c6500")),
                                        options(Map.of(224, "07"))),
                                new RenewalTimes(
                                        Optional.of(Duration.ofMinutes(10)), Optional.of(Duration.ofMinutes(20))))));
        assertThat(parameters.classes())
                .containsExactly(
                        new ClientClass(
                                Set.of(11, 19),
                                List.of(),
                                Set.of("iPXE"),
                                List.of(),
                                new OptionSet(DhcpOptions.NONE, options(Map.of(43, "0102")))),
                        new ClientClass(
                                Set.of(),
                                List.of("acme", "zoo"),
                                Set.of(),
                                List.of(Octets.ofHex("000b82"), Octets.ofHex("000c29")),
                                new OptionSet(options(Map.of(150, "0a000009")), DhcpOptions.NONE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dhcp.options.ntp-server | 10.0.0.1 | dhcp.options.ntp-server: no option of this name is known; its number, 1 to 254, can be said instead",
                "dhcp.options.ntp-servers | ntp.example | dhcp.options.ntp-servers: not an IPv4 address: ntp.example",
                "dhcp.options.54 | 10.0.0.1 | dhcp.options.54: this option cannot be set, the protocol has its value",
                "dhcp.forced-options.interface-mtu | 20 | dhcp.forced-options.interface-mtu: below 68: 20",
                "dhcp.subnets.rack.options.121 | 10.0.0.0/8 | dhcp.subnets.rack.options.121: not a route, such as 10.0.0.0/8 via 192.168.77.2 or default via 192.168.77.1: 10.0.0.0/8",
                "dhcp.subnets.rack.renewal-time | 1H | dhcp.subnets.rack.renewal-time: PT1H is not at least PT1S and less than the rebinding-time, PT52M30S",
                "dhcp.subnets.rack.rebinding-time | 2H | dhcp.subnets.rack.rebinding-time: PT2H is not at least PT1S and less than the lease-time, PT1H",
                "dhcp.subnets.rack.renewal-time | 0S | dhcp.subnets.rack.renewal-time: PT0S is not at least PT1S and less than the rebinding-time, PT52M30S",
                "dhcp.client-classes.a.options.42 | 10.0.0.1 | dhcp.client-classes.a: no condition says which clients are of this class; set architectures, vendor-classes, user-classes or hardware-addresses",
                "dhcp.client-classes.a.architectures | x64 | dhcp.client-classes.a.architectures: not a value of option 93, 0 to 65535: x64",
                "dhcp.client-classes.a.hardware-addresses | 0 | dhcp.client-classes.a.hardware-addresses: not the beginning of an Ethernet address, such as 00:0b:82: 0",
                "dhcp.lease-query-relays | relay | dhcp.lease-query-relays: not an IPv4 address: relay",
            })
    void anErrorNamesItsProperty(String property, String value, String message) {
        refuses(Map.of(property, value), message);
    }

    @Test
    void whatIsSetTwiceIsAnError() {
        refuses(
                Map.of("dhcp.options.42", "10.0.0.1", "dhcp.options.ntp-servers", "10.0.0.2"),
                "dhcp.options.ntp-servers: option 42 is set by another name too");
        refuses(
                Map.of("dhcp.options.42", "10.0.0.1", "dhcp.forced-options.ntp-servers", "10.0.0.2"),
                "dhcp.forced-options: option 42 stands in dhcp.options too");
        refuses(
                Map.of("dhcp.subnets.rack.routers", "192.168.77.1", "dhcp.subnets.rack.options.routers", "10.0.0.2"),
                "dhcp.subnets.rack.routers: the subnet's options have option 3 ROUTER too");
        refuses(
                Map.of(
                        "dhcp.subnets.rack.domain-name",
                        "a.example",
                        "dhcp.subnets.rack.forced-options.15",
                        "b.example"),
                "dhcp.subnets.rack.domain-name: the subnet's options have option 15 DOMAIN_NAME too");
    }

    private static void refuses(Map<String, String> more, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(more)).withMessage(message);
    }

    private static DhcpOptions options(Map<Integer, String> byCode) {
        var options = DhcpOptions.builder();
        byCode.forEach((code, hex) -> options.putBytes(code, Octets.ofHex(hex)));
        return options.build();
    }

    private static Settings settings(Map<String, String> more) {
        var properties = new HashMap<>(LEAST);
        properties.putAll(more);
        return Settings.of(new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(DhcpConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(DhcpConfig.class));
    }
}
