package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The programs that tests use as clients and peers.
final class Tools {
    private Tools() {}

    /// Skips the test where a program is missing, with the reason; in CI that is a failure.
    static void require(String program, String debianPackage) {
        var found = Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
                .map(directory -> Path.of(directory, program))
                .anyMatch(Files::isExecutable);
        var reason = program + " is missing (Debian package " + debianPackage + ")";
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as(reason).isTrue();
        }
        Assumptions.assumeTrue(found, reason);
    }
}
