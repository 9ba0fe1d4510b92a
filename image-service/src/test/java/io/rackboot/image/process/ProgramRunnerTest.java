package io.rackboot.image.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProgramRunnerTest {
    @TempDir
    Path directory;

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final ProgramRunner runner = new ProgramRunner(log::add, () -> {});

    @Test
    void linesOfBothOutputsGoToTheLogAndArgumentsStayWhatTheyAre() throws IOException {
        runner.run(Program.of(
                        "dash",
                        "sh",
                        "-c",
                        "echo \"$1\"; echo \"$V in $PWD\" >&2; printf 'serial\\r\\r\\na\\rb\\033[1mc'",
                        "sh",
                        "$(x) *; 'y'")
                .with("V", "value")
                .in(directory.toRealPath()));
        assertThat(log).containsExactly("$(x) *; 'y'", "value in " + directory.toRealPath(), "serial", "bc");
    }

    @Test
    void inputIsReadAndOutputIsTheResult() throws IOException {
        runner.feed(Program.of("coreutils", "cat"), out -> out.write("fed\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(log).containsExactly("fed");
        var result = new AtomicReference<String>();
        runner.collect(
                Program.of("dash", "sh", "-c", "echo out; echo told >&2"),
                in -> result.set(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        assertThat(result.get()).isEqualTo("out\n");
        assertThat(log).containsExactly("fed", "told");
    }

    @Test
    void aFailureHasTheProgramsLastWords() {
        assertThatThrownBy(() -> runner.feed(
                        Program.of("dash", "sh", "-c", "echo no >&2; exit 3"), out -> out.write(new byte[1 << 20])))
                .isInstanceOf(ProgramFailedException.class)
                .hasMessage("sh ended with 3: no");
        assertThatThrownBy(() -> runner.run(Program.of("no-package", "no-such-program")))
                .isInstanceOf(ProgramFailedException.class)
                .hasMessage("no-such-program is not installed (Debian: no-package)");
    }

    @Test
    void aCancelEndsTheWholeGroup() throws IOException {
        var pids = directory.resolve("pids");
        var cancelled = new IOException("cancelled");
        var cancelling = new ProgramRunner(log::add, () -> {
            if (Files.exists(pids)) {
                throw cancelled;
            }
        });
        var program = Program.of(
                        "dash",
                        "sh",
                        "-c",
                        "sleep 1000 & one=$!; sleep 1000 & echo $$ $one $! > new && mv new pids; wait")
                .in(directory);
        assertThatThrownBy(() -> cancelling.run(program)).isSameAs(cancelled);
        assertGone(pids);
    }

    @Test
    void anErrorOfTheWatchEndsTheProgram() throws IOException {
        var pids = directory.resolve("pids");
        var failing = new ProgramRunner(log::add, () -> {
            if (Files.exists(pids)) {
                throw new StackOverflowError("deep");
            }
        });
        assertThatThrownBy(() -> failing.run(Program.of("dash", "sh", "-c", "echo $$ > new && mv new pids; sleep 1000")
                        .in(directory)))
                .isInstanceOf(IOException.class)
                .hasMessage("sh could not be watched: java.lang.StackOverflowError: deep")
                .hasRootCauseInstanceOf(StackOverflowError.class);
        assertGone(pids);
    }

    /// Of a failed build nothing but the message is told.
    @Test
    void whyOutputCouldNotBeReadIsSaid() {
        var deaf = runner.with(_ -> {
            throw new IllegalStateException("no ears");
        });
        assertThatThrownBy(() -> deaf.run(Program.of("dash", "sh", "-c", "echo x")))
                .isInstanceOf(IOException.class)
                .hasMessage("the output of sh could not be read: java.lang.IllegalStateException: no ears");
    }

    @Test
    void whoIsInterruptedLeavesOnlyWhenTheProgramIsGone() throws Exception {
        var pids = directory.resolve("pids");
        var stat = new AtomicReference<Path>();
        var left = new AtomicReference<String>();
        var worker = Thread.ofPlatform().start(() -> {
            try {
                runner.run(Program.of("dash", "sh", "-c", "echo $$ > new && mv new pids; sleep 1000")
                        .in(directory));
            } catch (IOException e) {
                left.set(e.getMessage() + ", interrupted "
                        + Thread.currentThread().isInterrupted() + ", runs " + runs(stat.get()));
            }
        });
        while (!Files.exists(pids)) {
            Thread.onSpinWait();
        }
        stat.set(Path.of("/proc", Files.readString(pids).strip(), "stat"));
        worker.interrupt();
        worker.join();
        assertThat(left.get()).isEqualTo("interrupted while a program ran, interrupted true, runs false");
    }

    @Test
    void aProgramWhoseServiceIsGoneDoesNotBegin() throws Exception {
        assertThat(bound(ProcessHandle.current().pid())).isEqualTo("begun $x; 0");
        assertThat(bound(1)).isEqualTo(" 1");
    }

    private static String bound(long parent) throws Exception {
        var process = new ProcessBuilder(RunningProgram.boundTo(parent, List.of("printf", "begun %s", "$x;"))).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + " " + process.waitFor();
    }

    @Test
    void nothingIsLeftOfAProgramThatLeavesChildrenBehind() throws IOException {
        runner.run(Program.of("dash", "sh", "-c", "sleep 1000 >/dev/null 2>&1 & echo $! > pids")
                .in(directory));
        assertGone(directory.resolve("pids"));
    }

    /// Killed is at once; that the kernel has taken it away may take a moment.
    private static void assertGone(Path pids) throws IOException {
        var deadline = Instant.now().plusSeconds(10);
        for (var pid : Files.readString(pids).strip().split("\\s+")) {
            while (runs(Path.of("/proc", pid, "stat"))) {
                assertThat(Instant.now())
                        .as("process " + pid + " is still there")
                        .isBefore(deadline);
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static boolean runs(Path stat) {
        try {
            return !Files.readString(stat).contains(") Z ");
        } catch (IOException _) {
            return false;
        }
    }
}
