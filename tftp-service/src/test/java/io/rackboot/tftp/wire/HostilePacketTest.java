package io.rackboot.tftp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever arrives, nothing but [MalformedMessageException] comes out.
class HostilePacketTest {

    /// One packet of each distinct content per capture; of DATA only the small ones, their payload is opaque.
    static Stream<byte[]> realPackets() {
        return Captures.ALL.stream()
                .flatMap(capture -> Captures.tftp(capture).stream())
                .map(datagram -> datagram.payload().duplicate())
                .filter(payload -> payload.remaining() < 120)
                .distinct()
                .map(HostilePacketTest::bytes);
    }

    @ParameterizedTest
    @MethodSource("realPackets")
    void survivesEveryTruncation(byte[] packet) {
        for (int length = 0; length < packet.length; length++) {
            survives(ByteBuffer.wrap(packet, 0, length));
        }
    }

    @ParameterizedTest
    @MethodSource("realPackets")
    void survivesEveryBitFlip(byte[] packet) {
        for (int bit = 0; bit < packet.length * 8; bit++) {
            var damaged = packet.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            survives(ByteBuffer.wrap(damaged));
        }
    }

    @ParameterizedTest
    @MethodSource("realPackets")
    void survivesEveryByteValueAnywhere(byte[] packet) {
        for (int index = 0; index < packet.length; index++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                var damaged = packet.clone();
                damaged[index] = (byte) value;
                survives(ByteBuffer.wrap(damaged));
            }
        }
    }

    @Test
    void survivesNoise() {
        var random = new Random(69);
        for (int round = 0; round < 20_000; round++) {
            var noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            if (noise.length > 1) {
                noise[0] = 0;
                noise[1] = (byte) random.nextInt(8);
            }
            survives(ByteBuffer.wrap(noise));
        }
    }

    @Test
    void refusesWhatACutRequestLacks() {
        var request = "\0\1name\0octet\0blksize\0512\0".getBytes(StandardCharsets.ISO_8859_1);
        var refused = new ArrayList<Integer>();
        for (int length = 0; length < request.length; length++) {
            if (isMalformed(ByteBuffer.wrap(request, 0, length))) {
                refused.add(length);
            }
        }

        // Only two cuts leave a whole request: behind the mode with its NUL.
        assertThat(refused).hasSize(request.length - 1).doesNotContain(13);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\0",
                "\0\0",
                "\0\7",
                "\1\1name\0octet\0",
                "\0\1\0octet\0",
                "\0\1name\0telepathy\0",
                "\0\1name\0\0",
                "\0\1name\0octet\0blksize\0512",
                "\0\1name\0octet\0blksize\0",
                "\0\1name\0octet\0\0001\0",
                "\0\3\0",
                "\0\4",
                "\0\5\0"
            })
    void refuses(String datagram) {
        assertThat(isMalformed(ByteBuffer.wrap(datagram.getBytes(StandardCharsets.ISO_8859_1))))
                .isTrue();
    }

    @Test
    void saysWhereAndWhat() {
        var datagram = ByteBuffer.wrap("\0\1name\0telepathy\0".getBytes(StandardCharsets.ISO_8859_1));

        assertThatCode(() -> TftpReader.read(datagram))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("mode at byte 7: is none of RFC 1350's");
    }

    @Test
    void countsOffsetsFromTheDatagramsStart() {
        var buffer = ByteBuffer.wrap("xxxxx\0\1name\0nope\0".getBytes(StandardCharsets.ISO_8859_1))
                .position(5);

        assertThatCode(() -> TftpReader.read(buffer))
                .isInstanceOfSatisfying(
                        MalformedMessageException.class,
                        e -> assertThat(e.offset()).isEqualTo(7));
        assertThat(List.of(buffer.position(), buffer.limit())).containsExactly(5, 17);
    }

    private static void survives(ByteBuffer datagram) {
        assertThatCode(() -> isMalformed(datagram)).doesNotThrowAnyException();
    }

    private static boolean isMalformed(ByteBuffer datagram) {
        try {
            TftpReader.read(datagram);
            return false;
        } catch (MalformedMessageException _) {
            return true;
        }
    }

    private static byte[] bytes(ByteBuffer payload) {
        var bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }
}
