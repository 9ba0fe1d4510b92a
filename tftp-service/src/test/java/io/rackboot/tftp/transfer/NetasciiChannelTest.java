package io.rackboot.tftp.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetasciiChannelTest {
    private static final String TEXT = "one\ntwo\r\nthree\rfour\n\n\r\r\0end\n";
    private static final String WIRE = "one\r\ntwo\r\0\r\nthree\r\0four\r\n\r\n\r\0\r\0\0end\r\n";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 512})
    void convertsAlikeWhereverBlocksEnd(int blksize) throws IOException {
        assertThat(read(TEXT, blksize)).isEqualTo(WIRE);
    }

    @Test
    void anEmptyTextIsEmpty() throws IOException {
        assertThat(read("", 512)).isEmpty();
    }

    @Test
    void aPairMayFallIntoTwoBlocksOfAWindow() throws Exception {
        var channel =
                new NetasciiChannel(Channels.newChannel(new ByteArrayInputStream("1234567\nx".getBytes(ISO_8859_1))));
        var window = new Window(
                new Terms(8, 2, java.util.Optional.empty(), false, java.util.Optional.empty()),
                new ReadAhead(channel, 16));

        assertThat(payload(window.packet(1))).isEqualTo("1234567\r");
        assertThat(payload(window.packet(2))).isEqualTo("\nx");
        assertThat(window.last()).isEqualTo(2);
        assertThat(window.bytesUpTo(2)).isEqualTo(10);
    }

    private static String payload(ByteBuffer packet) {
        return ISO_8859_1.decode(packet.position(4)).toString();
    }

    private static String read(String text, int blksize) throws IOException {
        var wire = new ByteArrayOutputStream();
        try (var channel =
                new NetasciiChannel(Channels.newChannel(new ByteArrayInputStream(text.getBytes(ISO_8859_1))))) {
            var block = ByteBuffer.allocate(blksize);
            while (channel.read(block.clear()) >= 0) {
                wire.write(block.array(), 0, block.position());
            }
        }
        return wire.toString(ISO_8859_1);
    }
}
