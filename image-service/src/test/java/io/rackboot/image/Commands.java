package io.rackboot.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Real programs that tests compare with.
public final class Commands {
    private Commands() {}

    /// Runs a shell command in a directory and {@return its output}; fails with its errors where it fails.
    public static String run(Path directory, String command) {
        try {
            var process = new ProcessBuilder("sh", "-c", command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            Assertions.assertTrue(process.waitFor(60, TimeUnit.SECONDS), command);
            Assertions.assertEquals(0, process.exitValue(), command + ": " + output);
            return output;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command, e);
        }
    }

    /// Skips the test where a program is missing; in CI that is a failure.
    public static void require(String... programs) {
        for (var program : programs) {
            var found = List.of(System.getenv("PATH").split(":")).stream()
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            requireThat(found, program + " is not installed");
        }
    }

    /// Skips the test where something is missing; in CI that is a failure.
    public static void requireThat(boolean there, String otherwise) {
        if ("true".equals(System.getenv("CI"))) {
            Assertions.assertTrue(there, otherwise);
        }
        Assumptions.assumeTrue(there, otherwise);
    }

    /// {@return a kernel for virtual machines: the one that `KERNEL_IMAGE` names, else an installed one; skips the test
    ///     where there is none}
    public static Path kernel() throws IOException {
        var named = Optional.ofNullable(System.getenv("KERNEL_IMAGE")).map(Path::of);
        try (var installed = Files.newDirectoryStream(Path.of("/boot"), "vmlinuz-*cloud*")) {
            var kernels = installed.iterator();
            requireThat(
                    named.isPresent() || kernels.hasNext(),
                    "linux-image-cloud-amd64 is not installed, and KERNEL_IMAGE names no kernel");
            return named.orElseGet(kernels::next);
        }
    }

    /// {@return the directory of that kernel's modules: `KERNEL_MODULES`, else the installed one}
    public static Path modules(Path kernel) {
        return Optional.ofNullable(System.getenv("KERNEL_MODULES"))
                .map(Path::of)
                .orElseGet(() -> Path.of("/lib/modules", release(kernel)));
    }

    /// {@return the release that a kernel's file is named for}
    public static String release(Path kernel) {
        return kernel.getFileName().toString().substring("vmlinuz-".length());
    }

    /// Mounts a small disk of memory; skips the test where that is not possible, which in CI is a failure.
    public static void mountTmpfs(Path parent, String name, String options) {
        requireRoot("mounts");
        var problem = run(parent, "mount -t tmpfs -o " + options + " rackboot-test " + name + " 2>&1 || true");
        requireThat(problem.isEmpty(), "a tmpfs cannot be mounted here: " + problem);
    }

    /// Skips the test where it does not run as root.
    public static void requireRoot(String why) {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root " + why);
    }
}
