package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
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
    void decodesNothingButValuesAndMalformed() {
        var random = new Random(93);
        for (int round = 0; round < 2_000; round++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            for (int code = 1; code < DhcpOptions.END; code++) {
                OptionCode.known(code).ifPresent(key -> decode(key, Octets.of(bytes)));
            }
        }
    }

    @Test
    void survivesTheLargestDatagram() {
        var bytes = new byte[65_507];
        ByteBuffer.wrap(bytes).put(0, (byte) 1).put(2, (byte) 6).putInt(236, DhcpReader.MAGIC_COOKIE);
        for (int at = 240; at + 257 <= bytes.length; at += 257) {
            bytes[at] = 60;
            bytes[at + 1] = (byte) 255;
        }

        var message = DhcpReader.read(Octets.of(bytes));

        assertThat(message.options().bytes(60))
                .hasValueSatisfying(value -> assertThat(value.length()).isEqualTo(253 * 255));
        assertThat(DhcpWriter.write(message, 1500).omitted()).containsExactly(60);
    }

    /// {@return one packet of each kind that differs in more than its header}
    private static Collection<Octets> distinctPayloads(String capture) {
        return Captures.dhcp(capture).stream()
                .collect(Collectors.toMap(
                        datagram -> datagram.payload()
                                .slice(
                                        DhcpReader.HEADER_LENGTH,
                                        datagram.payload().length()),
                        Captures.Datagram::payload,
                        (first, _) -> first))
                .values();
    }

    /// Reads, decodes every option, writes and reads again.
    private static boolean survives(Octets datagram) {
        DhcpMessage message;
        try {
            message = DhcpReader.read(datagram);
        } catch (MalformedMessageException malformed) {
            require(malformed.offset() >= 0 && malformed.offset() <= datagram.length(), malformed.getMessage());
            return false;
        }
        message.options().forEach((code, bytes) -> OptionCode.known(code).ifPresent(key -> decode(key, bytes)));
        require(MessageText.of(message).startsWith("BOOTRE"), "no text");
        var whole = DhcpWriter.write(message, datagram.length() + 700);
        require(whole.omitted().isEmpty(), "left out: " + whole.omitted());
        require(DhcpReader.read(whole.bytes()).equals(message), "written otherwise: " + whole.bytes());
        var small = DhcpWriter.write(message, 576);
        require(
                small.bytes().length() >= 300 && small.bytes().length() <= 548,
                "length " + small.bytes().length());
        var kept = DhcpReader.read(small.bytes()).options().codes();
        require(
                kept.size() + small.omitted().size()
                        == message.options().codes().size(),
                "lost an option");
        return true;
    }

    private static void decode(OptionCode<?> key, Octets bytes) {
        try {
            key.decode(bytes);
        } catch (MalformedMessageException malformed) {
            require(!malformed.detail().isBlank(), key.toString());
        }
    }

    /// As an assertion of AssertJ, but cheap enough for a million rounds.
    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
