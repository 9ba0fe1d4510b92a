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

/// The packaged service, killed at random moments of a build that has all kinds of programs at work, one after the
/// other: mmdebstrap, a command in the root, mksquashfs, the makers of signatures. No process, no
/// mount, no file and no half image is left of it, and it is begun anew, twice at most. `-Drackboot.kills=20` kills
/// more often than the gate has time for.
class KilledBootstrapIT {
    private static final int KILLS = Integer.getInteger("rackboot.kills", 2);

    private final int portOfOthers = RestAssured.port;

    @TempDir
    Path directory;

    @AfterEach
    void restore() {
        RestAssured.port = portOfOthers;
    }

    @Test
    void nothingIsLeftOfAKilledBuild() throws Exception {
        Commands.require("busybox", "unshare", "setpriv", "mksquashfs", "openssl", "jq");
        Commands.requireRoot("has all namespaces without /etc/subuid");
        Sources.in(directory.toRealPath());
        var state = directory.toRealPath().resolve("state");
        var moments = new Random(4);
        Commands.run(
                directory,
                "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=test -days 2 -keyout key.pem -out cert.pem 2>&1");
        var signing = new String[] {
            "-Dimage.signing-key=" + directory.resolve("key.pem"),
            "-Dimage.signing-certificate=" + directory.resolve("cert.pem")
        };
        try (var repository = DebianRepository.in(Files.createDirectory(directory.resolve("repository")))) {
            var yaml = """
                    name: demo
                    version: %%d
                    root: {debian: {%s, packages: [small]}}
                    kernel: %s/vmlinuz
                    init: /usr/bin/small
                    commands: ["small > /made; sleep 1"]
                    rootMode: squashfs
                    """.formatted(repository.specification(), directory.toRealPath());
            var length = whole(state, yaml.formatted(KILLS), signing);
            var artifacts = files(state.resolve("artifacts"));
            for (var kill = 0; kill < KILLS; kill++) {
                try (var service = PackagedService.start(state, signing)) {
                    RestAssured.port = service.port();
                    // What was killed before is begun anew meanwhile.
                    Builds.submit(yaml.formatted(kill));
                    LockSupport.parkNanos(moments.nextLong(length.toNanos()));
                    service.kill();
                }
                awaitNothing(state, kill);
            }
            assertThat(whole(state, yaml.formatted(KILLS), signing)).isPositive();
            // A build that was killed behind its last step is an image, whole.
            assertThat(files(state.resolve("artifacts"))).containsAll(artifacts);
            for (var image : files(state.resolve("images"))) {
                Commands.run(
                        state,
                        "jq -r '.document.artifacts[]|.sha256+\"  artifacts/\"+.sha256' images/" + image
                                + " | sha256sum --check --quiet");
            }
        }
    }

    /// Builds without a kill, and {@return how long that takes}.
    private Duration whole(Path state, String yaml, String... options) throws IOException {
        try (var service = PackagedService.start(state, options)) {
            RestAssured.port = service.port();
            // What was killed before is done first.
            Builds.await(
                    "/builds",
                    builds -> builds.getList("findAll { it.ended == null }").isEmpty());
            var begin = Instant.now();
            var build = Builds.ended(Builds.submit(yaml));
            assertThat(build.getString("state")).as(build.prettify()).isEqualTo("finished");
            assertThat(files(state.resolve("work"))).isEmpty();
            assertThat(left(state)).isEmpty();
            return Duration.between(begin, Instant.now());
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
