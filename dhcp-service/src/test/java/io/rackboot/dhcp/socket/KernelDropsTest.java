package io.rackboot.dhcp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelDropsTest {
    @Test
    void thoseOfAllSocketsOfThePortCount() {
        var table = """
                   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
                  212: 00000000:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 17 2 0000000000000000 12
                  212: 0100007F:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 18 2 0000000000000000 30
                  213: 00000000:0044 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 19 2 0000000000000000 7
                """;

        assertThat(KernelDrops.on(67, table.lines())).isEqualTo(42);
        assertThat(KernelDrops.on(69, table.lines())).isZero();
        assertThat(KernelDrops.on(67, Stream.of("", "nonsense"))).isZero();
    }

    @Test
    void theKernelCountsWhatNobodyReads() throws IOException {
        try (var deaf = DatagramChannel.open(StandardProtocolFamily.INET);
                var sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
            deaf.setOption(StandardSocketOptions.SO_RCVBUF, 1);
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int sent = 100;
            for (int i = 0; i < sent; i++) {
                sender.send(ByteBuffer.allocate(1000), deaf.getLocalAddress());
            }

            int port = deaf.socket().getLocalPort();
            // A busy kernel delivers a moment later.
            Await.until("a count", () -> KernelDrops.on(port) > 0);
            assertThat(KernelDrops.on(port)).isLessThanOrEqualTo(sent);
        }
    }
}
