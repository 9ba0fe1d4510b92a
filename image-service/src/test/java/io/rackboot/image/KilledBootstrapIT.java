package io.rackboot.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.bootstrap.DebianRepository;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service, killed at random moments while mmdebstrap and commands in a root are at work: of each build no
/// process, no mount and no file is left. `-Drackboot.kills=20` kills more often than the gate has time for.
class KilledBootstrapIT {
    private static final int KILLS = Integer.getInteger("rackboot.kills", 2);
    private static final int LONGEST_MILLIS = 4000;

    private final int portOfOthers = RestAssured.port;

    @TempDir
    Path directory;

    @AfterEach
    void restore() {
        RestAssured.port = portOfOthers;
    }

    @Test
    void nothingIsLeftOfAKilledBuild() throws Exception {
        Commands.require("busybox", "unshare", "setpriv");
        Commands.requireRoot("has all namespaces without /etc/subuid");
        Sources.in(directory.toRealPath());
        var state = directory.toRealPath().resolve("state");
        var moments = new Random(4);
        try (var repository = DebianRepository.in(Files.createDirectory(directory.resolve("repository")))) {
            var yaml = """
                    name: demo
                    version: %%d
                    root: {debian: {%s, packages: [small]}}
                    kernel: %s/vmlinuz
                    init: /usr/bin/small
                    commands: ["small > /made; sleep 1"]
                    """.formatted(repository.specification(), directory.toRealPath());
            for (var kill = 0; kill < KILLS; kill++) {
                try (var service = PackagedService.start(state)) {
                    RestAssured.port = service.port();
                    assertThat(files(state.resolve("work"))).isEmpty();
                    Builds.submit(yaml.formatted(kill));
                    LockSupport.parkNanos(moments.nextInt(LONGEST_MILLIS) * 1_000_000L);
                    service.kill();
                }
                awaitNothing(state, kill);
            }
            try (var service = PackagedService.start(state)) {
                RestAssured.port = service.port();
                assertThat(files(state.resolve("work"))).isEmpty();
                var whole = Builds.ended(Builds.submit(yaml.formatted(KILLS)));
                assertThat(whole.getString("state")).as(whole.prettify()).isEqualTo("finished");
                assertThat(files(state.resolve("work"))).isEmpty();
                assertThat(left(state)).isEmpty();
            }
        }
    }

    /// The kernel ends one process after the other, within a moment.
    private void awaitNothing(Path state, int kill) {
        var deadline = Instant.now().plus(Duration.ofSeconds(10));
        while (!left(state).isEmpty()) {
            assertThat(Instant.now()).as("kill %d left: %s", kill, left(state)).isBefore(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String left(Path state) {
        return Commands.run(
                directory,
                "{ for p in /proc/[0-9]*; do { tr '\\0' ' ' < $p/cmdline; readlink $p/cwd $p/root; } | grep -F '"
                        + state + "/work' | grep -v grep; done; grep -hF '" + state
                        + "/work' /proc/[0-9]*/mountinfo; } 2>/dev/null; true");
    }

    private static List<String> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
