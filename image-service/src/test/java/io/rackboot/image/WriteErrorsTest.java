package io.rackboot.image;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.image.store.FreeSpace;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A full disk is one thing, a broken one another.
@QuarkusTest
@QuarkusTestResource(StateDirectory.class)
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
class WriteErrorsTest {
    @Inject
    FreeSpace free;

    @TempDir
    Path directory;

    @Test
    void whatCannotBeWrittenIsToldWithItsCauseAndPlace() throws IOException {
        var sources = Sources.in(directory.toRealPath());
        var builds = free.directory().resolve("builds");
        var aside = Files.move(builds, free.directory().resolve("aside"));
        try {
            given().body(sources.specification("unwritten", "1"))
                    .post("/builds")
                    .then()
                    .statusCode(500)
                    .contentType("application/problem+json")
                    .body("detail", startsWith("the build could not be recorded: NoSuchFileException " + builds + "/"));
        } finally {
            Files.move(aside, builds);
        }
    }

    @Test
    void aFullDiskAloneIsInsufficientStorage() throws IOException {
        var sources = Sources.in(directory.toRealPath());
        var builds = free.directory().resolve("builds");
        var aside = Files.move(builds, free.directory().resolve("aside"));
        Files.createDirectory(builds);
        Commands.mountTmpfs(free.directory(), "builds", "size=4k");
        try {
            given().body(sources.specification("unwritten", "1") + "#".repeat(20_000))
                    .post("/builds")
                    .then()
                    .statusCode(507)
                    .body("detail", containsString("No space left on device"));
        } finally {
            Commands.run(free.directory(), "umount builds && rmdir builds");
            Files.move(aside, builds);
        }
        assertThat(Problem.notWritten("x", new FileSystemException("/a", null, "Input/output error"), free)
                        .getStatus())
                .isEqualTo(500);
    }
}
