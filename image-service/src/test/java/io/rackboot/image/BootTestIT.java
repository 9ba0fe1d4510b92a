package io.rackboot.image;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service boots what it has published.
@NeedsNatsServer
@Tag("long")
class BootTestIT {
    private final int portOfOthers = RestAssured.port;

    @TempDir
    Path directory;

    private NatsServer nats;
    private PackagedService service;
    private Path kernel;

    @BeforeEach
    void start() throws IOException {
        Commands.require("qemu-system-x86_64", "busybox", "setpriv", "prlimit");
        kernel = Commands.kernel();
        Commands.run(
                directory,
                "mkdir -p root/bin root/sbin root/etc/init.d && cp /bin/busybox root/bin && cd root &&"
                        + "for a in sh ip wget timeout mount grep cat; do ln -s busybox bin/$a; done && ln -s ../bin/busybox sbin/init");
        nats = NatsServer.start();
        service = service();
    }

    @AfterEach
    void stop() {
        RestAssured.port = portOfOthers;
        if (service != null) {
            service.close();
        }
        if (nats != null) {
            nats.close();
        }
    }

    @Test
    void anImageThatComesUpMayBePromoted() throws IOException {
        // What a machine under test can reach.
        script(
                "timeout 3 wget -q -O - http://10.0.2.2:" + service.port() + "/images && echo the host is reached",
                "timeout 3 wget -q -O - http://10.0.2.100/images && echo others are served",
                "echo tried");
        build("node", "1", "");
        promote("node", "1").statusCode(409).body("detail", containsString("POST /images/node/1/boot-test"));

        var report = tested("node", "1");
        assertThat(report.getBoolean("passed")).as(report.prettify()).isTrue();
        assertThat(report.getString("stage")).isEqualTo("boot-complete");
        assertThat(report.getString("uptime")).matches("[0-9]+\\.[0-9]+");
        assertThat(report.getDouble("duration")).isBetween(1.0, 120.0);
        assertThat(report.getLong("memory")).isEqualTo(512L << 20);
        assertThat(report.getLong("used")).isBetween(64L << 20, 1024L << 20);
        assertThat(report.getString("accelerator")).isEqualTo("tcg");
        assertThat(report.getString("by")).isEqualTo("ci");
        assertThat(report.getBoolean("recorded")).isTrue();

        promote("node", "1").statusCode(200);
        when().get("/images/node/1/boot-test").then().statusCode(200).body("passed", equalTo(true));
        var console = when().get("/images/node/1/boot-test/console").asString();
        assertThat(console)
                .contains("rackboot: image node.1", "rackboot: handing over to /sbin/init")
                .doesNotContain("the host is reached", "others are served");
        when().get("/images/node")
                .then()
                .body("versions[0].test.passed", equalTo(true))
                .body("history.what", equalTo(List.of("promoted", "boot-test-passed", "published")))
                .body("history[1].note", containsString("boot-complete after "));
        when().get("/q/metrics").then().body(containsString("image_boot_tests_seconds_count{outcome=\"passed\"} 1"));
        assertThat(Commands.run(directory, "ls state/work")).isEmpty();
    }

    @Test
    void aBootThatFailsShowsTheEndOfTheConsole() throws IOException {
        script("true");
        build("broken", "1", "kernelArguments: [init=/sbin/none]\n");
        var report = tested("broken", "1");
        assertThat(report.getBoolean("passed")).as(report.prettify()).isFalse();
        assertThat(report.getString("stage")).isEqualTo("hand-over");
        assertThat(report.getString("reason")).isEqualTo("/sbin/none is not there or is not executable");
        assertThat(report.getList("console", String.class)).anyMatch(line -> line.contains("/sbin/none"));
        promote("broken", "1").statusCode(409).body("detail", containsString("image broken.1 failed at "));
        when().get("/images/broken")
                .then()
                .body("history[0].what", equalTo("boot-test-failed"))
                .body("history[0].note", containsString("/sbin/none"));
    }

    @Test
    void aRootThatIsFetchedComesFromTheTrialsOwnServer() throws IOException {
        Commands.require("mksquashfs");
        script("true");
        build("fetched", "1", "rootMode: squashfs\n");
        var report = tested("fetched", "1");
        assertThat(report.getBoolean("passed")).as(report.prettify()).isTrue();
    }

    @Test
    void aRootThatIsMountedComesFromTheTrialsOwnNfsServer() throws IOException {
        Commands.require("ganesha.nfsd", "zstd", "tar");
        Commands.requireRoot("serves files of other owners");
        script("echo changed > /etc/new && cat /etc/new", "mount | grep ' / '");
        build("mounted", "1", "rootMode: nfs\n");
        var report = tested("mounted", "1");
        assertThat(report.getBoolean("passed")).as(report.prettify()).isTrue();
        assertThat(report.getList("console", String.class))
                .anyMatch(line -> line.contains("rackboot: mounting 10.0.2.101:/root"))
                .anyMatch(line -> line.contains("root on / type overlay (rw"));
        assertThat(Commands.run(
                        directory,
                        "ls state/work; for p in /proc/[0-9]*; do [ \"$(cat $p/comm)\" != ganesha.nfsd ] ||"
                                + " grep -F " + directory + " $p/cmdline; done 2>/dev/null; true"))
                .isEmpty();
    }

    @Test
    void aDiskBehindABootPromptIsBooted() throws IOException {
        Commands.require("sgdisk", "mkfs.vfat", "mcopy");
        script("true");
        build("disk", "1", "rootMode: efi-disk\nkernelArguments: [console=ttyS0, cryptomgr.notests]\n");
        var report = tested("disk", "1");
        assertThat(report.getBoolean("passed")).as(report.prettify()).isTrue();
        assertThat(report.getString("reason")).contains("rackboot: boot-complete");
    }

    @Test
    void aServiceThatIsKilledLeavesNoMachine() throws Exception {
        script("true");
        build("killed", "1", "");
        given().header("Prefer", "respond-async")
                .post("/images/killed/1/boot-test")
                .then()
                .statusCode(202)
                .header("Location", containsString("/images/killed/1/boot-test"));
        await("ls state/work/boot-test-killed.1", "qemu.pid");
        var pid = Files.readString(directory.resolve("state/work/boot-test-killed.1/qemu.pid"))
                .strip();
        given().post("/images/killed/1/boot-test").then().statusCode(409);
        service.kill();
        await("test -e /proc/" + pid + " || echo gone", "gone");
        service = service();
        assertThat(Commands.run(directory, "ls state/work")).isEmpty();
        when().get("/images/killed/1/boot-test").then().statusCode(404);
    }

    private PackagedService service() throws IOException {
        var started = PackagedService.start(
                directory.toRealPath().resolve("state"),
                "-Dnats.servers=" + nats.url(),
                "-Dimage.boot-test.accelerators=tcg",
                "-Dimage.boot-test.memory=512M");
        RestAssured.port = started.port();
        return started;
    }

    private void script(String... lines) throws IOException {
        var file = directory.resolve("root/etc/init.d/rcS");
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Commands.run(directory, "chmod +x root/etc/init.d/rcS");
    }

    private void build(String name, String version, String more) throws IOException {
        var specification =
                """
                name: %s
                version: %s
                root: {directory: %s/root}
                kernel: %s
                modules: {directory: %s, load: [virtio_pci, virtio_net]}
                %s""".formatted(name, version, directory.toRealPath(), kernel, Commands.modules(kernel), more);
        var build = Builds.ended(Builds.submit(specification));
        assertThat(build.getString("state")).as(build.prettify()).isEqualTo("finished");
        Builds.image(name, version, "published");
    }

    private static JsonPath tested(String name, String version) {
        return given().queryParam("by", "ci")
                .post("/images/" + name + "/" + version + "/boot-test")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse promote(String image, String version) {
        return given().body("{\"version\": \"" + version + "\"}")
                .put("/channels/" + image + "/stable")
                .then();
    }

    private void await(String command, String text) {
        var deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (!Commands.run(directory, command + " 2>&1 || true").contains(text)) {
            assertThat(Instant.now()).as(command).isBefore(deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
