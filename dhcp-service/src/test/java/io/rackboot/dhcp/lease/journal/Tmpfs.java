package io.rackboot.dhcp.lease.journal;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;

/// A small file system of its own.
final class Tmpfs implements AutoCloseable {
    private final Path at;

    private Tmpfs(Path at) {
        this.at = at;
    }

    /// Mounts it. Where that is not permitted the test is skipped, with the reason; on CI it fails.
    ///
    /// @param size such as `1m`
    static Tmpfs mount(Path at, String size) throws IOException {
        var process = run("mount", "-t", "tmpfs", "-o", "size=" + size, "rackboot-test", at.toString());
        var said = new String(process.getInputStream().readAllBytes());
        if (process.onExit().join().exitValue() != 0) {
            var reason = "no tmpfs can be mounted: " + said.strip();
            if ("true".equals(System.getenv("CI"))) {
                fail(reason);
            }
            abort(reason);
        }
        return new Tmpfs(at);
    }

    private static Process run(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Override
    public void close() throws IOException {
        run("umount", at.toString()).onExit().join();
    }
}
