package io.rackboot.tftp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.tftp.wire.TftpPacket.Ack;
import io.rackboot.tftp.wire.TftpPacket.Data;
import io.rackboot.tftp.wire.TftpPacket.Error;
import io.rackboot.tftp.wire.TftpPacket.Oack;
import io.rackboot.tftp.wire.TftpPacket.Rrq;
import io.rackboot.tftp.wire.TftpPacket.Wrq;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TftpPacketTest {
    private static final HexFormat HEX = HexFormat.ofDelimiter(":");

    static Stream<Arguments> packets() {
        return Stream.of(
                Arguments.of(
                        new Rrq("a/b", Mode.OCTET, List.of(new TftpOption("tsize", "0"))),
                        "00:01:" // opcode
                                + "61:2f:62:00:" // filename
                                + "6f:63:74:65:74:00:" // octet
                                + "74:73:69:7a:65:00:30:00"), // tsize 0
                Arguments.of(new Wrq("x", Mode.NETASCII, List.of()), "00:02:78:00:6e:65:74:61:73:63:69:69:00"),
                Arguments.of(new Data(65535, ByteBuffer.wrap(new byte[] {1, 2})), "00:03:ff:ff:01:02"),
                Arguments.of(new Data(1, ByteBuffer.allocate(0)), "00:03:00:01"),
                Arguments.of(new Ack(0x8001), "00:04:80:01"),
                Arguments.of(Error.of(ErrorCode.FILE_NOT_FOUND, "no"), "00:05:00:01:6e:6f:00"),
                Arguments.of(new Oack(List.of(new TftpOption("blksize", "8"))), "00:06:62:6c:6b:73:69:7a:65:00:38:00"));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void isWritten(TftpPacket packet, String hex) {
        var written = TftpWriter.write(packet);

        assertThat(HEX.formatHex(written.array(), 0, written.limit())).isEqualTo(hex);
    }

    @ParameterizedTest
    @MethodSource("packets")
    void isRead(TftpPacket packet, String hex) {
        assertThat(TftpReader.read(ByteBuffer.wrap(HEX.parseHex(hex)))).isEqualTo(packet);
    }

    @Test
    void modeIsReadInAnyCase() {
        assertThat(read("\0\1f\0OcTeT\0")).isEqualTo(new Rrq("f", Mode.OCTET, List.of()));
    }

    @Test
    void paddingBehindARequestIsPassedOver() {
        assertThat(read("\0\1f\0octet\0\0\0\0\0")).isEqualTo(new Rrq("f", Mode.OCTET, List.of()));
    }

    @Test
    void bytesBehindAnAckArePassedOver() {
        assertThat(read("\0\4\0\1padding")).isEqualTo(new Ack(1));
    }

    @Test
    void anErrorsMessageMayLackItsNul() {
        assertThat(read("\0\5\0\10refused")).isEqualTo(new Error(8, "refused"));
        assertThat(read("\0\5\0\0")).isEqualTo(new Error(0, ""));
    }

    @Test
    void namesAreKeptToTheByte() {
        assertThat(read("\0\1name.efi\u00ff\0octet\0")).isEqualTo(new Rrq("name.efi\u00ff", Mode.OCTET, List.of()));
    }

    @Test
    void textThatIsNoLatin1IsWrittenAsQuestionMarks() {
        var written = TftpWriter.write(Error.of(ErrorCode.NOT_DEFINED, "\u20ac"));

        assertThat(HEX.formatHex(written.array(), 0, written.limit())).isEqualTo("00:05:00:00:3f:00");
    }

    private static TftpPacket read(String datagram) {
        return TftpReader.read(ByteBuffer.wrap(datagram.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
    }
}
