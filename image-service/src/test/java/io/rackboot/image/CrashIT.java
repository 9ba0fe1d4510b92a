package io.rackboot.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service, killed in the middle of a build, which it then takes up again; on its own, without NATS.
class CrashIT {
    private final int portOfOthers = RestAssured.port;

    @TempDir
    Path directory;

    @AfterEach
    void restore() {
        RestAssured.port = portOfOthers;
    }

    @Test
    void aBuildThatIsKilledLeavesNothingHarmsNothingAndIsBegunAnew() throws Exception {
        Commands.require("busybox");
        var sources = Sources.in(directory.toRealPath());
        var state = directory.toRealPath().resolve("state");
        String digest;
        String killed;
        List<String> artifacts;
        String sums;
        try (var service = PackagedService.start(state)) {
            RestAssured.port = service.port();
            digest = Builds.ended(Builds.submit(sources.specification("whole", "1")))
                    .getString("digest");
            artifacts = files(state.resolve("artifacts"));
            sums = Commands.run(state, "sha256sum artifacts/*");
            // An executable digests by other code than a JVM: its names for the files are what sha256sum says.
            assertThat(sums.lines()).allSatisfy(line -> {
                var sha256 = line.substring(0, 64);
                assertThat(line).isEqualTo(sha256 + "  artifacts/" + sha256);
            });

            Commands.run(directory, "truncate -s 3G root/large");
            killed = Builds.submit(sources.specification("half", "1"));
            Builds.await("/builds/" + killed, build -> build.getInt("percent") > 35);
            service.kill();
        }
        assertThat(files(state.resolve("work/" + killed))).contains("initrd");

        Commands.run(directory, "rm root/large");
        try (var service = PackagedService.start(state)) {
            RestAssured.port = service.port();
            // It is begun anew, from the beginning.
            var build = Builds.ended(killed);
            assertThat(build.getString("state")).as(build.prettify()).isEqualTo("finished");
            assertThat(build.getInt("attempt")).isEqualTo(2);
            assertThat(files(state.resolve("work"))).isEmpty();
            assertThat(Commands.run(state, "sha256sum artifacts/*"))
                    .contains(sums.lines().toList());
            assertThat(Builds.image("whole", "1", "pending").getString("digest"))
                    .isEqualTo(digest);

            // Another process makes the same bytes of the same sources.
            var again = Builds.ended(Builds.submit(sources.specification("whole", "1")));
            assertThat(again.getString("state")).isEqualTo("finished");
            assertThat(again.getString("digest")).isEqualTo(digest);
            assertThat(files(state.resolve("artifacts"))).containsAll(artifacts);
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
