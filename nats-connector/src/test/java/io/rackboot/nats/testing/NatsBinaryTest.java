package io.rackboot.nats.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class NatsBinaryTest {
    @TempDir
    Path directory;

    @Test
    void theVariableGoesBeforeThePath() throws IOException {
        var named = program("one/my-nats");
        var onPath = program("two/nats-server");
        var path = onPath.getParent().toString();
        assertThat(new NatsBinary(Map.of("NATS_SERVER", named.toString(), "PATH", path)).require())
                .isEqualTo(named);
        assertThat(new NatsBinary(Map.of("PATH", ":/no/such/place:" + path)).require())
                .isEqualTo(onPath);
    }

    @Test
    void aFileThatIsNoProgramDoesNotCount() throws IOException {
        var plain = Files.createFile(directory.resolve("nats-server"));
        var program = program("later/nats-server");
        assertThat(new NatsBinary(Map.of("PATH", directory + ":" + program.getParent())).require())
                .isEqualTo(program);
        assertThatThrownBy(() -> new NatsBinary(Map.of("NATS_SERVER", plain.toString())).require())
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("skipped: NATS_SERVER names no program: " + plain);
    }

    @Test
    void whereEveryTestCountsAMissingServerIsAFailure() {
        var environment = Map.of("NATS_SERVER", "/no/such/file", "CI", "true");
        assertThatThrownBy(() -> new NatsBinary(environment).require())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("NATS_SERVER names no program: /no/such/file");
    }

    @Test
    void aClassThatNeedsTheServerIsSkippedWithTheReasonUnlessEveryTestCounts() {
        var missing = Map.of("NATS_SERVER", "/no/such/file");
        var skipped = new NatsServerCondition(new NatsBinary(missing)).evaluate();
        assertThat(skipped.isDisabled()).isTrue();
        assertThat(skipped.getReason()).contains("skipped: NATS_SERVER names no program: /no/such/file");
        var counts = Map.of("NATS_SERVER", "/no/such/file", "CI", "true");
        assertThat(new NatsServerCondition(new NatsBinary(counts)).evaluate().isDisabled())
                .isFalse();
    }

    private Path program(String name) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
