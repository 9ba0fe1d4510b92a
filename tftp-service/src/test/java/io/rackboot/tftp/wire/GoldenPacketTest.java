package io.rackboot.tftp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.tftp.wire.TftpPacket.Data;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What real clients and servers sent, against the approved dumps.
class GoldenPacketTest {

    static Stream<String> captures() {
        return Captures.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void readsAsApproved(String capture) throws IOException {
        var dump = Captures.tftp(capture).stream()
                .map(datagram -> (datagram.fromClient() ? "> " : "< ") + line(TftpReader.read(datagram.payload())))
                .collect(Collectors.joining("\n", "", "\n"));

        try (var approved = getClass().getResourceAsStream("/pcap/" + capture + ".txt")) {
            assertThat(dump).isEqualTo(new String(approved.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void writesTheSameBytes(String capture) {
        assertThat(Captures.tftp(capture)).isNotEmpty().allSatisfy(datagram -> {
            ByteBuffer written = TftpWriter.write(TftpReader.read(datagram.payload()));
            assertThat(written).isEqualTo(datagram.payload());
        });
    }

    private static String line(TftpPacket packet) {
        return packet instanceof Data(int block, ByteBuffer payload)
                ? "Data[block=" + block + ", " + payload.remaining() + " bytes]"
                : packet.toString();
    }
}
