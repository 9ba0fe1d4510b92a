package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.Subnet;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the import prints is what the service starts with; a name that it does not know would stop it.
class ImportedSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "dhcpd, 'net-10-20-0-0-23, net-10-30-0-0-24, net-10-30-1-0-24, net-192-168-7-0-24'",
        "dnsmasq, 'lab, net-10-43-0-0-24, net-10-44-0-0-25, net-10-46-0-0-24, rack'",
        "kea, 'net-10-50-0-0-23, net-10-51-0-0-24, net-10-51-1-0-24, net-10-52-0-0-16, net-10-53-0-0-24'"
    })
    void theImportedPropertiesAreTheServices(String golden, String subnets) throws IOException {
        var properties = new Properties();
        properties.setProperty("dhcp.interfaces", "eth0");
        try (var reader =
                Files.newBufferedReader(Path.of("src/test/resources/migration", golden, "expected.properties"))) {
            properties.load(reader);
        }
        var values = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));

        var settings = Settings.of(new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(DhcpConfig.class)
                .withSources(new PropertiesConfigSource(values, "imported", 100))
                .build()
                .getConfigMapping(DhcpConfig.class));

        assertThat(settings.subnets().stream().map(Subnet::name).collect(Collectors.joining(", ")))
                .isEqualTo(subnets);
    }
}
