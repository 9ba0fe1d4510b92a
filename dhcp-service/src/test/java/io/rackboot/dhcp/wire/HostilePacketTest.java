package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Damaged datagrams: whatever comes in, nothing but [MalformedMessageException] comes out, and what is read can be
/// written and read again.
class HostilePacketTest {
    static final List<String> CAPTURES = Captures.ALL;

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void survivesEveryTruncation(String capture) {
        for (var payload : distinctPayloads(capture)) {
            int read = 0;
            for (int length = 0; length < payload.length(); length++) {
                read += survives(payload.slice(0, length)) ? 1 : 0;
            }
            assertThat(survives(payload.slice(0, 235))).isFalse();
            assertThat(read).isLessThan(payload.length() - 236);
        }
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void survivesEveryDamagedByte(String capture) {
        for (var payload : distinctPayloads(capture)) {
            var bytes = payload.toByteArray();
            for (int at = 0; at < bytes.length; at++) {
                byte original = bytes[at];
                for (int bit = 0; bit < 8; bit++) {
                    bytes[at] = (byte) (original ^ 1 << bit);
                    survives(Octets.of(bytes));
                }
                for (int value : new int[] {0x00, 0x34, 0xff}) {
                    bytes[at] = (byte) value;
                    survives(Octets.of(bytes));
                }
                bytes[at] = original;
            }
        }
    }

    @Test
    void survivesGarbage() {
        var random = new Random(77);
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            var bytes = new byte[random.nextInt(1500)];
            random.nextBytes(bytes);
            if (bytes.length > 240) {
                ByteBuffer.wrap(bytes).put(0, (byte) 1).put(2, (byte) 6).putInt(236, DhcpReader.MAGIC_COOKIE);
            }
            read += survives(Octets.of(bytes)) ? 1 : 0;
        }
        assertThat(read).isPositive();
    }

    @Test
    void survivesTheLargestDatagram() {
        var bytes = new byte[65_507];
        ByteBuffer.wrap(bytes).put(0, (byte) 1).put(2, (byte) 6).putInt(236, DhcpReader.MAGIC_COOKIE);
        for (int at = 240; at + 257 <= bytes.length; at += 257) {
            bytes[at] = 60;
            bytes[at + 1] = (byte) 255;
        }

        var message = DhcpReader.read(ByteBuffer.wrap(bytes));

        assertThat(message.options().bytes(60))
                .hasValueSatisfying(value -> assertThat(value.length()).isEqualTo(253 * 255));
        assertThat(DhcpWriter.write(message, 1500).omitted()).containsExactly(60);
    }

    private static Set<Octets> distinctPayloads(String capture) {
        var payloads = new HashSet<Octets>();
        Captures.dhcp(capture).forEach(datagram -> payloads.add(datagram.payload()));
        return payloads;
    }

    /// Reads, decodes every option under its own key and under every other, writes and reads again.
    private static boolean survives(Octets datagram) {
        DhcpMessage message;
        try {
            message = DhcpReader.read(datagram.buffer());
        } catch (MalformedMessageException malformed) {
            assertThat(malformed.offset()).isBetween(0, datagram.length());
            assertThat(malformed.what()).isNotBlank();
            assertThat(malformed.detail()).isNotBlank();
            return false;
        }
        message.options().asMap().values().forEach(HostilePacketTest::decodeUnderEveryKey);
        assertThat(MessageText.of(message)).startsWith("BOOTRE");
        var written = DhcpWriter.write(message, 0xffff);
        if (written.omitted().isEmpty()) {
            assertThat(DhcpReader.read(written.bytes().buffer())).isEqualTo(message);
        }
        var small = DhcpWriter.write(message, 576);
        assertThat(small.bytes().length()).isBetween(300, 548);
        var kept = DhcpReader.read(small.bytes().buffer()).options();
        assertThat(small.omitted()).allMatch(code -> kept.bytes(code).isEmpty());
        assertThat(kept.codes().size() + small.omitted().size())
                .isEqualTo(message.options().codes().size());
        return true;
    }

    private static void decodeUnderEveryKey(Octets bytes) {
        IntStream.range(1, 255)
                .mapToObj(OptionCode::known)
                .forEach(known -> known.ifPresent(key -> {
                    try {
                        assertThat((Object) key.decode(bytes)).isNotNull();
                    } catch (MalformedMessageException malformed) {
                        assertThat(malformed.what()).isNotBlank();
                    }
                }));
    }
}
