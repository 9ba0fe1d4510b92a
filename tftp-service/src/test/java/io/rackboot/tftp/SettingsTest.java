package io.rackboot.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.tftp.transfer.Intake;
import io.rackboot.tftp.transfer.Limits;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void theDefaultsAreThoseOfTheReadme() {
        var settings = settings(Map.of());

        assertThat(settings.rack().label()).isEqualTo("r1");
        assertThat(settings.stateDirectory()).isEqualTo(Path.of("/var/lib/rackboot/tftp"));
        assertThat(settings.root()).isEqualTo(Path.of("/srv/tftp"));
        assertThat(settings.listen()).isEqualTo(new InetSocketAddress("0.0.0.0", 69));
        assertThat(settings.bootServer().base()).isEqualTo("http://127.0.0.1");
        assertThat(settings.limits()).isEqualTo(new Limits(65464, 64));
        assertThat(settings.windowMemory()).isEqualTo(24 * 1024 * 1024);
        assertThat(settings.maxTransfers()).isEqualTo(500);
        assertThat(settings.giveUp()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.shutdownGrace()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tftp.rack | R 1 | tftp.rack: not a rack label (1 to 32 of a-z 0-9 _ -): R 1",
                "tftp.address | ::1 | tftp.address: not an IPv4 address: ::1",
                "tftp.port | 70000 | tftp.port: must be 0 to 65535, not 70000",
                "tftp.boot-server | ftp://x | tftp.boot-server: not an http:// or https:// URL of a server: ftp://x",
                "tftp.max-windowsize | 0 | tftp.max-blksize, tftp.max-windowsize: windowsize must be 1 to 65535, not 0",
                "tftp.max-blksize | 7 | tftp.max-blksize, tftp.max-windowsize: blksize must be 8 to 65464, not 7",
                "tftp.max-transfers | 0 | tftp.max-transfers: must be 1 to 100000, not 0",
                "tftp.give-up | 0S | tftp.give-up: must be 1 ms to 1 h, not PT0S"
            })
    void anErrorNamesItsProperty(String property, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of(property, value)))
                .withMessage(message);
    }

    @Test
    void aRootThatIsAFileIsAnError(@TempDir Path directory) throws IOException {
        var file = Files.createFile(directory.resolve("file"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Map.of("tftp.root", file.toString())))
                .withMessage("tftp.root: " + file + " is no directory");
    }

    @Test
    void aPortThatIsTakenStopsTheStartAndIsNamed() throws IOException {
        try (var taken = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            var address = new InetSocketAddress("127.0.0.1", taken.getLocalPort());

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> Listener.start(address, new Intake(), _ -> {}))
                    .withMessageStartingWith(
                            "cannot listen on tftp.address 127.0.0.1, tftp.port " + taken.getLocalPort())
                    .withMessageContaining("Address already in use");
        }
    }

    private static Settings settings(Map<String, String> properties) {
        return Settings.of(new SmallRyeConfigBuilder()
                .withConverter(
                        io.quarkus.runtime.configuration.MemorySize.class,
                        100,
                        new io.quarkus.runtime.configuration.MemorySizeConverter())
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(TftpConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(TftpConfig.class));
    }
}
