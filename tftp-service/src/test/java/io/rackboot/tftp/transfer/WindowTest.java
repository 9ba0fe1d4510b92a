package io.rackboot.tftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long UNKNOWN = Progress.Sending.UNKNOWN;

    @Test
    void anEmptyFileIsOneEmptyBlock() throws ContentException {
        var window = window(0, 8, 4);

        assertThat(window.packet(1)).isEqualTo(ByteBuffer.wrap(new byte[] {0, 3, 0, 1}));
        assertThat(window.last()).isEqualTo(1);
        assertThat(window.bytesUpTo(1)).isZero();
    }

    @Test
    void aFileOfWholeBlocksEndsWithAnEmptyOne() throws ContentException {
        var window = window(16, 8, 4);

        assertThat(window.packet(1).remaining()).isEqualTo(12);
        assertThat(window.packet(2).remaining()).isEqualTo(12);
        assertThat(window.last()).isEqualTo(UNKNOWN);
        assertThat(window.packet(3).remaining()).isEqualTo(4);
        assertThat(window.last()).isEqualTo(3);
        assertThat(window.bytesUpTo(3)).isEqualTo(16);
    }

    @Test
    void blocksOfTheWindowCanBeSentAgain() throws ContentException {
        var window = window(40, 8, 3);
        for (int block = 1; block <= 4; block++) {
            window.packet(block);
        }

        assertThat(window.packet(2)).isEqualTo(ByteBuffer.wrap(new byte[] {0, 3, 0, 2, 8, 9, 10, 11, 12, 13, 14, 15}));
        assertThat(window.packet(4).remaining()).isEqualTo(12);
    }

    @Test
    void numbersRollOver() throws ContentException {
        var window = window(65537 * 8, 8, 1);
        for (long block = 1; block < 65536; block++) {
            window.packet(block);
        }

        assertThat(window.packet(65536).getInt()).isEqualTo(0x0003_0000);
        assertThat(window.packet(65537).getInt()).isEqualTo(0x0003_0001);
    }

    @Test
    void aFileThatCannotBeReadSaysWhy() {
        var failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("bad sector");
            }
        };
        var window = new Window(terms(8, 1), new ReadAhead(Channels.newChannel(failing), 8));

        assertThatExceptionOfType(ContentException.class)
                .isThrownBy(() -> window.packet(1))
                .withMessage("bad sector");
    }

    private static Window window(int size, int blksize, int windowsize) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) i;
        }
        var file = Channels.newChannel(new ByteArrayInputStream(bytes));
        return new Window(terms(blksize, windowsize), new ReadAhead(file, (long) blksize * windowsize));
    }

    private static Terms terms(int blksize, int windowsize) {
        return new Terms(blksize, windowsize, Optional.empty(), false, Optional.empty());
    }
}
