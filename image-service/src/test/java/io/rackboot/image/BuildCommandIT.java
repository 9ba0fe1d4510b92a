package io.rackboot.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The executable as a command.
class BuildCommandIT {
    @TempDir
    Path directory;

    @Test
    void itBuildsAsTheServiceDoes() throws Exception {
        Commands.require("busybox");
        var yaml = Sources.in(directory.toRealPath()).specification("demo", "1");
        Files.writeString(directory.resolve("demo.yaml"), yaml);
        assertThat(run(List.of(), 0, "build", "--help")).startsWith("Usage: image-service build SPECIFICATION");
        assertThat(run(List.of(), 2, "biuld")).contains("there is no command biuld");
        var made = run(List.of("-Dimage.minimum-free=1M"), 0, "build", "demo.yaml");
        assertThat(made)
                .contains(" 100 %  finished\n")
                .containsPattern("(?m)^demo\\.1 [0-9a-f]{64} " + directory.toRealPath() + "/demo\\.1$");
        assertThat(Commands.run(directory, "cd demo.1 && ls && zstd -dc initrd | cpio -it --quiet | grep sbin/init"))
                .isEqualTo("image.json\ninitrd\nvmlinuz\nsbin/init\n");
        assertThat(run(List.of("-Dimage.busybox=/etc/passwd"), 2, "build", "demo.yaml"))
                .contains("image.busybox is /etc/passwd; it must be a static busybox");
    }

    private String run(List<String> options, int status, String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(PackagedService.command(options, words))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(status);
        return output;
    }
}
