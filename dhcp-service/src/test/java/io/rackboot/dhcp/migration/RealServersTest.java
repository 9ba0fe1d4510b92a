package io.rackboot.dhcp.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The golden configurations are such as their own servers accept. Where a server is missing, its test fails in CI and
/// is skipped elsewhere, saying why.
class RealServersTest {
    @TempDir
    private Path directory;

    @Test
    void dnsmasqAcceptsItsOwn() throws IOException, InterruptedException {
        accepts("dnsmasq", program("dnsmasq", "dnsmasq-base"), List.of("--test", "-C", "dnsmasq.conf"));
    }

    @Test
    void keaAcceptsItsOwn() throws IOException, InterruptedException {
        accepts("kea", program("kea-dhcp4", "kea-dhcp4-server"), List.of("-t", "kea-dhcp4.conf"));
    }

    /// Without the one line that names a file that is not there.
    @Test
    void dhcpdAcceptsItsOwn() throws IOException, InterruptedException {
        accepts("dhcpd", program("dhcpd", "isc-dhcp-server"), List.of("-t", "-cf", "dhcpd.conf", "-lf", "/dev/null"));
    }

    private void accepts(String golden, Path program, List<String> arguments) throws IOException, InterruptedException {
        copy(GoldenFilesTest.DIRECTORY.resolve(golden));
        var output = directory.resolve("output");
        var process = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), arguments.stream())
                        .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private void copy(Path from) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var to = directory.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.writeString(to, Files.readString(file).replace("include \"missing.conf\";", ""));
                }
            }
        }
    }

    private static Path program(String name, String debianPackage) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> missing(name + " is missing (Debian package " + debianPackage + ")"));
    }

    private static Path missing(String reason) {
        if ("true".equals(System.getenv("CI"))) {
            fail(reason);
        }
        System.out.println("skipped: " + reason);
        return Assumptions.abort(reason);
    }
}
