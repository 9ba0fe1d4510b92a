package io.rackboot.image;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.nats.testing.NatsServerResource;
import io.rackboot.nats.testing.NeedsNatsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(StateDirectory.class)
@NeedsNatsServer
@QuarkusTestResource(NatsServerResource.class)
class DiffTest {
    @TempDir
    Path directory;

    private Sources sources;

    @BeforeEach
    void sources() throws IOException {
        Commands.require("busybox");
        sources = Sources.in(directory.toRealPath());
    }

    @Test
    void twoVersionsAreCompared() {
        status("1", "Package: apt\\nStatus: install ok installed\\nVersion: 2.6.1\\nArchitecture: amd64\\n");
        built("differ", "1", "");
        status("2", "Package: apt\\nStatus: install ok installed\\nVersion: 2.6.2\\nArchitecture: amd64\\n");
        Commands.run(directory, "echo more > root/etc/more && chmod 600 root/etc/more");
        built("differ", "2", "compression: gzip\n");

        var diff = when().get("/images/differ/1/diff/2")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(diff.getString("from")).isEqualTo("differ.1");
        assertThat(diff.getList("packages.changed.name")).isEqualTo(List.of("apt"));
        assertThat(diff.getString("packages.changed[0].from")).isEqualTo("2.6.1");
        assertThat(diff.getString("packages.changed[0].to")).isEqualTo("2.6.2");
        assertThat(diff.getList("files.changes.path"))
                .isEqualTo(List.of("/etc/issue", "/etc/more", "/var/lib/dpkg/status"));
        assertThat(diff.getString("files.changes[1].to.mode")).isEqualTo("0600");
        assertThat(diff.getInt("files.changes[1].to.size")).isEqualTo(5);
        assertThat(diff.getBoolean("files.changes[2].content")).isTrue();
        assertThat(diff.getInt("files.added")).isEqualTo(1);
        assertThat(diff.getInt("files.changed")).isEqualTo(2);
        assertThat(diff.getList("artifacts.name", String.class)).contains("initrd", "packages.txt", "vmlinuz");
        var kernel = "artifacts.find { it.name == 'vmlinuz' }.";
        assertThat(diff.getBoolean(kernel + "same")).isTrue();
        assertThat(diff.getInt(kernel + "change")).isZero();
        assertThat(diff.getLong("bytes"))
                .isEqualTo(diff.getList("artifacts.change", Integer.class).stream()
                        .mapToLong(Integer::longValue)
                        .sum());
        when().get("/images/differ/1/diff/3")
                .then()
                .statusCode(404)
                .body("detail", equalTo("there is no image differ of version 3 on this service"));
    }

    @Test
    void aRamDiskIsReadBack() {
        built("disk", "1", "rootMode: ram-disk\n");
        Commands.run(directory, "mkdir -p root/etc && echo more > root/etc/more");
        built("disk", "2", "rootMode: ram-disk\n");
        when().get("/images/disk/1/diff/2")
                .then()
                .statusCode(200)
                .body("files.changes.path", hasItem("/etc/more"))
                .body("files.changed", equalTo(0))
                .body("files.removed", equalTo(0));
    }

    private void status(String issue, String text) {
        Commands.run(
                directory,
                "mkdir -p root/var/lib/dpkg root/etc && printf '" + text + "' > root/var/lib/dpkg/status && echo "
                        + issue + " > root/etc/issue");
    }

    private void built(String name, String version, String more) {
        var build = Builds.ended(Builds.submit(sources.specification(name, version) + more));
        assertThat(build.getString("state")).as(build.prettify()).isEqualTo("finished");
        Builds.image(name, version, "published");
    }
}
