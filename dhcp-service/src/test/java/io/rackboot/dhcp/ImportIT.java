package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged service as a command: it does its work, starts no server, and ends.
class ImportIT {
    private static final Path GOLDEN = Path.of("src/test/resources/migration");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"dhcpd, dhcpd.conf", "dnsmasq, dnsmasq.conf", "kea, kea-dhcp4.conf", "ethers, ethers"})
    void importsEachFormat(String format, String name) throws IOException, InterruptedException {
        var golden = GOLDEN.resolve(format);
        var machines = directory.resolve("machines");

        int status = run(
                "import",
                format,
                golden.resolve(name).toString(),
                "--hosts=" + GOLDEN.resolve("hosts"),
                "--machines=" + machines,
                "--rack=r12");

        assertThat(status).isEqualTo(3);
        assertThat(printed("out").replace(golden + "/", ""))
                .isEqualTo(Files.readString(golden.resolve("expected.properties")));
        assertThat(printed("err").replace(golden + "/", ""))
                .isEqualTo(Files.readString(golden.resolve("expected.left")));
        assertThat(Files.readString(machines)).isEqualTo(Files.readString(golden.resolve("expected.jsonl")));
    }

    @Test
    void anUnknownCommandIsRefused() throws IOException, InterruptedException {
        assertThat(run("improt")).isEqualTo(2);
        assertThat(printed("err")).isEqualTo("dhcp-service: there is no command improt; see dhcp-service --help\n");
    }

    @Test
    void helpIsPrinted() throws IOException, InterruptedException {
        assertThat(run("--help")).isZero();
        assertThat(printed("out")).startsWith("Usage: dhcp-service ");
        assertThat(run("import", "--help")).isZero();
        assertThat(printed("out")).startsWith("Usage: dhcp-service import ");
    }

    private int run(String... words) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of(Packaged.command(List.of())), Stream.of(words))
                .toList();
        var process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String printed(String stream) throws IOException {
        return Files.readString(directory.resolve(stream));
    }
}
