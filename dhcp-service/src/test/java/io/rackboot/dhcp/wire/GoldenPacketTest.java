package io.rackboot.dhcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Packets of real clients against their approved dumps. What a failing run read is left in `target/approve`.
class GoldenPacketTest {
    static final List<String> CAPTURES = Captures.ALL;

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void readsAsApproved(String capture) throws IOException {
        var dump = new StringBuilder();
        for (var datagram : Captures.dhcp(capture)) {
            var payload = datagram.payload();
            dump.append("# %s:%d > %s:%d, %d bytes%n"
                    .formatted(
                            datagram.source(),
                            datagram.sourcePort(),
                            datagram.destination(),
                            datagram.destinationPort(),
                            payload.length()));
            dump.append(MessageText.of(DhcpReader.read(payload))).append('\n');
        }

        var read = Files.createDirectories(Path.of("target/approve")).resolve(capture + ".txt");
        Files.writeString(read, dump);

        assertThat(read).hasSameTextualContentAs(Path.of("src/test/resources/pcap/" + capture + ".txt"));
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void writesEveryPacketAsItsSenderDid(String capture) {
        for (var datagram : Captures.dhcp(capture)) {
            var message = DhcpReader.read(datagram.payload());

            var written = DhcpWriter.write(message, 1500);

            assertThat(written.omitted()).isEmpty();
            assertThat(written.bytes()).isEqualTo(padded(datagram.payload()));
        }
    }

    /// systemd-networkd sends less than the 300 bytes that relays and BOOTP clients want.
    private static Octets padded(Octets payload) {
        int missing = Math.max(DhcpWriter.MINIMUM_LENGTH - payload.length(), 0);
        return payload.plus(Octets.of(new byte[missing]));
    }
}
