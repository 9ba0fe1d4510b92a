package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged service does not start on what it cannot work with, and says why.
class StartIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dhcp.subnets.rack.ranges=127.0.0.100-127.0.1.5 | dhcp.subnets.rack.ranges: 127.0.0.100-127.0.1.5 is not within",
                "dhcp.subnets.rack.rnages=127.0.0.100 | dhcp.subnets.rack.rnages"
            })
    void aMistakeInTheConfigurationIsNamed(String setting, String named) throws IOException, InterruptedException {
        try (var service = Service.start(Site.in(directory.resolve("state")), directory, List.of(setting))) {
            assertThat(service.awaitEnd()).isOne();
            assertThat(service.log()).contains(named);
        }
    }

    @Test
    void whatIsWrongIsSaidWithoutAStackTrace() throws IOException, InterruptedException {
        var wrong = List.of("dhcp.rack=R 1");
        try (var service = Service.start(Site.in(directory.resolve("state")), directory, wrong)) {
            assertThat(service.awaitEnd()).isOne();
            assertThat(service.log())
                    .contains("dhcp-service cannot start: dhcp.rack: not a rack label (1 to 32 of a-z 0-9 _ -): R 1")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenIsNamed() throws IOException, InterruptedException {
        var file = Files.createFile(directory.resolve("file"));
        try (var service = Service.start(Site.in(file.resolve("state")), directory, List.of())) {
            assertThat(service.awaitEnd()).isOne();
            assertThat(service.log()).contains("dhcp-service cannot start: ", "dhcp.state-directory", file.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--help | 0 | Usage: dhcp-service [-DPROPERTY=VALUE...]   serve, as configured",
                "-h | 0 | Usage: dhcp-service",
                "--version | 0 | dhcp-service 0.",
                "--hlep | 2 | dhcp-service: there is no command --hlep; see dhcp-service --help"
            })
    void theCommandLineSaysWhatItIs(String argument, int status, String text) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Packaged.command(List.of())));
        command.add(argument);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();

        assertThat(new String(process.getInputStream().readAllBytes())).startsWith(text);
        assertThat(process.waitFor()).isEqualTo(status);
    }

    @Test
    void damagedLeasesAreNamedAndKept() throws IOException, InterruptedException {
        var site = Site.in(directory.resolve("state"));
        try (var service = Service.start(site, directory, List.of()).awaitAnswers();
                var client = TestClient.client(site)) {
            for (int i = 0; i < 10; i++) {
                var machine = Messages.of("52:54:00:00:10:0" + i);
                client.ask(machine.request(client.ask(machine.discover())));
            }
            service.terminate();
            service.awaitEnd();
        }
        var journal = onlyFile(directory.resolve("state/leases"));
        var bytes = Files.readAllBytes(journal);
        bytes[200] ^= 0x10;
        Files.write(journal, bytes);

        try (var service = Service.start(site, directory, List.of())) {
            assertThat(service.awaitEnd()).isOne();
            assertThat(service.log()).contains("the leases cannot be read (dhcp.state-directory)", journal.toString());
        }
        assertThat(Files.readAllBytes(journal)).isEqualTo(bytes);
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.max(
                            java.util.Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
