package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Messages;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.Octets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacketLabelTest {
    private static final Octets DISCOVER =
            DhcpWriter.write(Messages.of("52:54:00:a1:b2:c3").discover(), 1500).bytes();

    @Test
    void itIsReadFromTheFixedFields() {
        assertThat(PacketLabel.of(DISCOVER, "eth0"))
                .isEqualTo("xid " + DISCOVER.slice(4, 8).hex() + ", chaddr 52:54:00:a1:b2:c3, interface eth0");
    }

    @Test
    void whatATornDatagramDoesNotHaveIsNone() {
        assertThat(PacketLabel.of(DISCOVER.slice(0, 43), "eth0"))
                .isEqualTo("xid " + DISCOVER.slice(4, 8).hex() + ", chaddr none, interface eth0");
        assertThat(PacketLabel.of(Octets.EMPTY, "eth0")).isEqualTo("xid none, chaddr none, interface eth0");
    }

    @Test
    void noLengthAndNoByteMakesItFail() {
        IntStream.range(0, DISCOVER.length())
                .forEach(length -> assertThat(PacketLabel.of(DISCOVER.slice(0, length), "eth0"))
                        .startsWith("xid ")
                        .endsWith("interface eth0"));
        for (int at = 0; at < 44; at++) {
            var broken = DISCOVER.toByteArray();
            broken[at] = (byte) 0xff;
            assertThat(PacketLabel.of(Octets.of(broken), "eth0")).startsWith("xid ");
        }
    }
}
