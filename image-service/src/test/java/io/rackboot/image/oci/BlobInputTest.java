package io.rackboot.image.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.image.tree.RefusedSourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The streams between a registry and whoever reads its blobs.
@Timeout(60)
class BlobInputTest {
    @Test
    void aBlobOfOtherContentIsRefusedHoweverOftenItIsRead() throws IOException {
        var bytes = "other".getBytes(StandardCharsets.UTF_8);
        var blob = new Descriptor("", "a".repeat(64), bytes.length);
        try (var in = new VerifiedInput(new ByteArrayInputStream(bytes), blob)) {
            for (var i = 0; i < 3; i++) {
                assertThatThrownBy(() -> in.read(new byte[10], 0, 10))
                        .isInstanceOf(RefusedSourceException.class)
                        .hasMessage("blob sha256:" + "a".repeat(64) + " has other content: its digest is sha256:"
                                + "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa");
            }
        }
    }

    @Test
    void aReaderThatIsBusyElsewhereIsNoSilenceOfTheRegistry() throws Exception {
        var asked = new CountDownLatch(3);
        var bytes = new ByteArrayInputStream(new byte[] {1, 2});
        try (var in = new WatchedBody(bytes, asked::countDown, Duration.ofMillis(50))) {
            assertThat(in.read()).isEqualTo(1);
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(in.read()).isEqualTo(2);
        }
    }

    @Test
    void aSilentRegistryIsNotWaitedForLongerThanPatienceLasts() throws IOException {
        try (var in = new WatchedBody(new Silence(), () -> {}, Duration.ofMillis(1))) {
            assertThatThrownBy(in::read)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the registry sent nothing for 0 s");
        }
    }

    /// Says nothing until it is closed.
    private static final class Silence extends InputStream {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            try {
                closed.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
