package io.rackboot.boot.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeyTest {
    @TempDir
    Path state;

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        var first = TokenKey.of(state);

        assertThat(first).hasSize(32);
        assertThat(TokenKey.of(state)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("boot-token.key"))))
                .isEqualTo("rw-------");
        try (var files = Files.list(state)) {
            assertThat(files).containsExactly(state.resolve("boot-token.key"));
        }
    }

    @Test
    void manyAtOnceEndWithTheSameKey() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            var keys = threads.invokeAll(Stream.<Callable<byte[]>>generate(() -> () -> TokenKey.of(state))
                    .limit(32)
                    .toList());
            for (var key : keys) {
                assertThat(key.get()).isEqualTo(TokenKey.of(state));
            }
        }
    }

    @Test
    void aKeyThatOthersCouldReadIsClosedToThem() throws IOException {
        TokenKey.of(state);
        var file = state.resolve("boot-token.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        TokenKey.of(state);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsNoKeyStopsTheStart() throws IOException {
        Files.write(state.resolve("boot-token.key"), Arrays.copyOf(new byte[0], 31));

        assertThatIllegalStateException()
                .isThrownBy(() -> TokenKey.of(state))
                .withMessageContaining("boot-token.key holds 31 bytes, a key has 32");
    }
}
