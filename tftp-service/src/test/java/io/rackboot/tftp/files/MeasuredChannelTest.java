package io.rackboot.tftp.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MeasuredChannelTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private final List<String> digests = new ArrayList<>();

    @Test
    void digestsWhatIsReadOnce() throws IOException {
        var channel = channel("abc", OptionalLong.of(3));

        assertThat(read(channel, 2)).isEqualTo("abc");
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(channel.sha256()).contains(ABC);
        assertThat(digests).containsExactly(ABC);
    }

    @Test
    void readsNoMoreThanWasAnnounced() throws IOException {
        assertThat(read(channel("abcdef", OptionalLong.of(3)), 100)).isEqualTo("abc");
        assertThat(digests).containsExactly(ABC);
    }

    @Test
    void digestsABodyOfUnknownLengthAtItsEnd() throws IOException {
        var channel = channel("abc", OptionalLong.empty());

        channel.read(ByteBuffer.allocate(100));
        assertThat(channel.sha256()).isEmpty();
        assertThat(read(channel, 100)).isEmpty();
        assertThat(channel.sha256()).contains(ABC);
    }

    @Test
    void noticesAFileThatShrank() {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> read(channel("ab", OptionalLong.of(3)), 100))
                .withMessage("the file ended after 2 of 3 bytes (1 missing): it changed, or its server broke off");
        assertThat(digests).isEmpty();
    }

    @Test
    void leavesTheTargetsLimitAlone() throws IOException {
        var target = ByteBuffer.allocate(10).position(2);

        channel("abcdef", OptionalLong.of(3)).read(target);

        assertThat(List.of(target.position(), target.limit())).containsExactly(5, 10);
    }

    private MeasuredChannel channel(String content, OptionalLong size) {
        var source = Channels.newChannel(new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII)));
        return MeasuredChannel.digesting(source, size, digests::add);
    }

    private static String read(MeasuredChannel channel, int piece) throws IOException {
        var text = new StringBuilder();
        var target = ByteBuffer.allocate(piece);
        while (channel.read(target.clear()) >= 0) {
            text.append(StandardCharsets.US_ASCII.decode(target.flip()));
        }
        return text.toString();
    }
}
