package io.rackboot.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestingOutputStreamTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                SideDigest.BUFFER - 1,
                SideDigest.BUFFER,
                SideDigest.BUFFER + 1,
                4 * SideDigest.BUFFER,
                40 * SideDigest.BUFFER + 7
            })
    void digestsAllBytesInTheirOrder(int length) throws IOException {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        var written = new ByteArrayOutputStream();
        var out = new DigestingOutputStream(written);
        try (out) {
            out.write(bytes);
        }

        assertThat(written.toByteArray()).isEqualTo(bytes);
        assertThat(out.size()).isEqualTo(length);
        assertThat(out.sha256()).isEqualTo(sha256(bytes));
    }

    /// Callers write the next bytes into the same array.
    @Test
    void keepsNoArrayOfItsCaller() throws IOException {
        var bytes = new byte[50 * 10_007];
        new Random(1).nextBytes(bytes);
        var out = new DigestingOutputStream(OutputStream.nullOutputStream());
        var buffer = new byte[10_007];
        for (var from = 0; from < bytes.length; from += buffer.length) {
            System.arraycopy(bytes, from, buffer, 0, buffer.length);
            out.write(buffer);
        }
        Arrays.fill(buffer, (byte) 0);
        out.write(7);

        var all = Arrays.copyOf(bytes, bytes.length + 1);
        all[bytes.length] = 7;
        assertThat(out.sha256()).isEqualTo(sha256(all));
    }

    @Test
    void endsWithItsThread() {
        var out = new DigestingOutputStream(OutputStream.nullOutputStream());
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(InterruptedIOException.class)
                    .isThrownBy(() -> out.write(new byte[64 * SideDigest.BUFFER]));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    /// Whoever writes must not wait for buffers that nobody gives back.
    @Test
    @Timeout(20)
    void aDigestThatFailsIsToldAtTheEnd() throws IOException {
        var digest = new SideDigest(new FailingDigest());
        digest.update(new byte[64 * SideDigest.BUFFER], 0, 64 * SideDigest.BUFFER);
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(digest::sha256)
                .withMessageContaining("no digest");
    }

    private static final class FailingDigest extends MessageDigest {
        FailingDigest() {
            super("none");
        }

        @Override
        protected void engineUpdate(byte input) {
            throw new IllegalStateException("no digest");
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            throw new IllegalStateException("no digest");
        }

        @Override
        protected byte[] engineDigest() {
            return new byte[0];
        }

        @Override
        protected void engineReset() {}
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
    }
}
