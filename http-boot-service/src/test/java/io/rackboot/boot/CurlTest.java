package io.rackboot.boot;

import static io.rackboot.boot.ScriptsTest.ready;
import static io.rackboot.boot.testing.BootLab.MACHINE;
import static io.rackboot.boot.testing.BootLab.lab;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rackboot.boot.artifact.CacheDirectory;
import io.rackboot.boot.testing.BootLab;
import io.rackboot.boot.testing.Curl;
import io.rackboot.nats.testing.NeedsNatsServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// curl as a client that was not written with this service in mind.
@QuarkusTest
@NeedsNatsServer
@QuarkusTestResource(BootLab.class)
class CurlTest {
    @TempDir
    Path directory;

    @BeforeEach
    void waitForTheImage() {
        ready(MACHINE, "boot.ipxe");
    }

    @Test
    void aWholeFile() throws Exception {
        var file = directory.resolve("initrd.img");

        curl("-o", file.toString(), initrd());

        assertThat(CacheDirectory.digestOf(file)).isEqualTo(lab().initrd().sha256());
    }

    @Test
    void aFileTakenUpAgain() throws Exception {
        var file = directory.resolve("initrd.img");
        curl("-r", "0-4999999", "-o", file.toString(), initrd());
        assertThat(file).hasSize(5_000_000);

        curl("-C", "-", "-o", file.toString(), initrd());

        assertThat(CacheDirectory.digestOf(file)).isEqualTo(lab().initrd().sha256());
    }

    @Test
    void aHead() throws Exception {
        assertThat(curl("-I", initrd()))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: 20000000\r\n")
                .contains("ETag: \"sha256-" + lab().initrd().sha256() + "\"\r\n")
                .contains("Accept-Ranges: bytes\r\n");
    }

    @Test
    void aFileItHasAlready() throws Exception {
        var tag = directory.resolve("tag");
        curl("--etag-save", tag.toString(), "-o", "/dev/null", initrd());

        assertThat(curl("--etag-compare", tag.toString(), "-w", "%{http_code} %{size_download}", initrd()))
                .isEqualTo("304 0");
    }

    @Test
    void severalFilesOverOneConnection() throws Exception {
        var script = "http://127.0.0.1:" + RestAssured.port + "/boot/" + MACHINE + "/boot.ipxe";

        assertThat(curl("-o", "/dev/null", "-o", "/dev/null", "-w", "%{num_connects} ", initrd(), script))
                .isEqualTo("1 0 ");
    }

    private static String initrd() {
        return "http://127.0.0.1:" + RestAssured.port + "/artifacts/"
                + lab().initrd().sha256() + "/initrd.img";
    }

    private String curl(String... arguments) throws IOException, InterruptedException {
        return new Curl(directory).run(arguments);
    }
}
