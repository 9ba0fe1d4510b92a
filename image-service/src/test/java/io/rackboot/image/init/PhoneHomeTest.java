package io.rackboot.image.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.image.Commands;
import io.rackboot.image.PhoneHomeServer;
import io.rackboot.image.script.Scripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script phone-home as a machine runs it: by busybox, in a root of its own.
class PhoneHomeTest {
    private static final int PATIENCE = 30;

    @TempDir
    Path root;

    private PhoneHomeServer server;

    @BeforeEach
    void machine() throws IOException {
        Commands.require("busybox", "chroot");
        Commands.requireRoot("changes the root");
        server = new PhoneHomeServer();
        Commands.run(
                root,
                "mkdir -p usr/lib/rackboot run/rackboot proc dev && cp /bin/busybox usr/lib/rackboot && mknod dev/null c 1 3");
        var script = Files.writeString(root.resolve("usr/lib/rackboot/phone-home"), Scripts.read("phone-home"));
        Commands.run(root, "chmod +x '" + script + "'");
        uptime("5.25");
        Files.writeString(
                root.resolve("run/rackboot/phone-home"), "http://127.0.0.1:" + server.port() + "/home\nthe.token\n");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void withNowhereToReportToTheEndIsSaidAtOnce() throws Exception {
        Files.writeString(root.resolve("run/rackboot/phone-home"), "\n\n");
        assertThat(output("kernel-started")).isEmpty();
        assertThat(output("boot-complete"))
                .isEqualTo("rackboot: boot-complete, not reported: no rackboot.phone-home\n");
        assertThat(server.waiting()).isEmpty();
    }

    @Test
    void theStagesAreReportedInTheirOrderEachWithItsOwnTime() throws Exception {
        assertThat(output("boot-complete")).isEmpty();
        assertThat(server.waiting()).isEmpty();
        uptime("6.50");
        assertThat(output("kernel-started"))
                .isEqualTo("rackboot: kernel-started reported\nrackboot: boot-complete reported\n");
        var started = server.next(PATIENCE);
        assertThat(started)
                .isEqualTo(new PhoneHomeServer.Call(
                        "POST", "/home/kernel-started", "Bearer the.token", "text/plain", "uptime 6.50\n"));
        assertThat(server.next(PATIENCE).body()).isEqualTo("uptime 5.25\n");
        assertThat(output("boot-complete")).isEmpty();
        assertThat(server.waiting()).isEmpty();
    }

    @Test
    void theEndIsReportedByItselfWhenTheStartIsDone() throws Exception {
        assertThat(output("kernel-started")).isEqualTo("rackboot: kernel-started reported\n");
        assertThat(output("boot-complete")).isEqualTo("rackboot: boot-complete reported\n");
        assertThat(List.of(server.next(PATIENCE).path(), server.next(PATIENCE).path()))
                .containsExactly("/home/kernel-started", "/home/boot-complete");
    }

    @Test
    void anEndThatIsJustBeingWrittenDownIsReportedByWhoWritesIt() throws Exception {
        var end = Files.createFile(root.resolve("run/rackboot/boot-complete"));
        assertThat(output("kernel-started")).isEqualTo("rackboot: kernel-started reported\n");
        assertThat(end).isEmptyFile();
        assertThat(output("boot-complete")).isEqualTo("rackboot: boot-complete reported\n");
        assertThat(List.of(server.next(PATIENCE).body(), server.next(PATIENCE).body()))
                .containsExactly("uptime 5.25\n", "uptime 5.25\n");
    }

    @Test
    void aServerInTroubleIsCalledAgainWithTheSameTime() throws Exception {
        server.answer(503);
        server.answer(429);
        var calls = start("kernel-started");
        assertThat(server.next(PATIENCE).body()).isEqualTo("uptime 5.25\n");
        uptime("9.00");
        assertThat(server.next(PATIENCE).body()).isEqualTo("uptime 5.25\n");
        assertThat(server.next(PATIENCE).body()).isEqualTo("uptime 5.25\n");
        assertThat(text(calls))
                .containsPattern(
                        "(?m)^rackboot: the report of kernel-started is not taken yet \\(.*503.*, again in 1 s$")
                .containsPattern(
                        "(?m)^rackboot: the report of kernel-started is not taken yet \\(.*429.*, again in 2 s$")
                .endsWith("rackboot: kernel-started reported\n");
    }

    @Test
    void aServerThatStaysAwayIsGivenUpInTheEnd() throws Exception {
        var port = server.port();
        server.close();
        var calls = start("kernel-started");
        var console = calls.inputReader(StandardCharsets.ISO_8859_1);
        assertThat(console.readLine()).matches("rackboot: the report of kernel-started is not taken yet .*");
        uptime("606.00");
        assertThat(console.readLine())
                .startsWith("rackboot: gave up reporting kernel-started to http://127.0.0.1:" + port + "/home (");
        assertThat(calls.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRefusedReportIsNotRepeatedAndNotCalledComplete() throws Exception {
        server.answer(401);
        server.answer(401);
        assertThat(output("kernel-started")).contains("rackboot: the report of kernel-started is refused: ", " 401 ");
        assertThat(output("boot-complete"))
                .contains("rackboot: the report of boot-complete is refused: ", " 401 ")
                .doesNotContain("rackboot: boot-complete");
        server.next(PATIENCE);
        server.next(PATIENCE);
        assertThat(server.waiting()).isEmpty();
    }

    @Test
    void aFailureIsReportedWithItsLines() throws Exception {
        Files.writeString(root.resolve("run/failure"), "stage modules\nreason none\n\nthe log's end\n");
        assertThat(output("boot-failed", "/run/failure")).isEqualTo("rackboot: boot-failed reported\n");
        assertThat(server.next(PATIENCE).body()).isEqualTo("uptime 5.25\nstage modules\nreason none\n\nthe log's end");
    }

    private void uptime(String seconds) throws IOException {
        Files.writeString(root.resolve("proc/uptime"), seconds + " 1.00\n");
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("chroot", root.toString(), "/usr/lib/rackboot/phone-home"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private String output(String... arguments) throws Exception {
        return text(start(arguments));
    }

    private static String text(Process process) throws Exception {
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
