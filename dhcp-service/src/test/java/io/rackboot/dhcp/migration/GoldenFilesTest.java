package io.rackboot.dhcp.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole configurations as racks have them, and all that becomes of them.
class GoldenFilesTest {
    static final Path DIRECTORY = Path.of("src/test/resources/migration");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"dhcpd, dhcpd.conf", "dnsmasq, dnsmasq.conf", "kea, kea-dhcp4.conf", "ethers, ethers"})
    void isTakenOverAsApproved(String format, String name) throws IOException {
        var golden = DIRECTORY.resolve(format);
        var machines = directory.resolve("machines");

        var run = Imported.run(
                format,
                golden.resolve(name).toString(),
                "--hosts",
                DIRECTORY.resolve("hosts").toString(),
                "--machines",
                machines.toString(),
                "--rack",
                "r12");

        assertThat(run.err().replace(golden + "/", "")).isEqualTo(Files.readString(golden.resolve("expected.left")));
        assertThat(run.out().replace(golden + "/", ""))
                .isEqualTo(Files.readString(golden.resolve("expected.properties")));
        assertThat(Files.readString(machines)).isEqualTo(Files.readString(golden.resolve("expected.jsonl")));
        assertThat(run.status()).isEqualTo(ImportCommand.LEFT);
    }
}
