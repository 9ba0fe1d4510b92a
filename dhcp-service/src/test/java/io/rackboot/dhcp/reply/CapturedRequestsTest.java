package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Captures;
import io.rackboot.dhcp.wire.DhcpReader;
import io.rackboot.dhcp.wire.DhcpWriter;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.Op;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Every request of every captured client, in order, against the approved reply. What a failing run decided is left
/// in `target/approve`.
class CapturedRequestsTest {
    static final List<String> CAPTURES = Captures.ALL;

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void repliesAsApproved(String capture) throws IOException {
        var scene = new Scene();
        var told = new StringBuilder();
        for (var datagram : Captures.dhcp(capture)) {
            var request = DhcpReader.read(datagram.payload());
            // Replies go to port 67 too, of a relay.
            if (request.op() == Op.BOOTREQUEST) {
                var arrival = new Arrival("rack0", Scene.SERVER, datagram.source(), datagram.destination());
                told.append("# %s xid=%s%n".formatted(request.messageType().orElseThrow(), request.xid()));
                told.append(scene.told(request, arrival)).append('\n');
            }
        }

        var decided = Files.createDirectories(Path.of("target/approve")).resolve(capture + ".replies.txt");
        Files.writeString(decided, told);

        assertThat(decided).hasSameTextualContentAs(Path.of("src/test/resources/pcap/" + capture + ".replies.txt"));
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void everyReplyFitsItsClient(String capture) {
        var scene = new Scene();
        for (var request : Captures.requests(capture)) {
            if (scene.decide(request, Scene.BROADCAST) instanceof Decision.Reply reply) {
                var written = DhcpWriter.write(reply.message(), reply.maximumSize());

                assertThat(written.omitted()).isEmpty();
                assertThat(DhcpReader.read(written.bytes())).isEqualTo(reply.message());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void everyProgramOfAMachineIsGivenTheSameAddress(String capture) {
        var scene = new Scene();
        var offered = Captures.requests(capture).stream()
                .filter(request -> request.messageType().equals(Optional.of(MessageType.DHCPDISCOVER)))
                .map(request -> scene.decide(request, Scene.BROADCAST))
                .map(decision -> ((Decision.Reply) decision).message().yiaddr());

        var first = capture.startsWith("relayed-") ? "10.9.0.100" : "192.168.77.100";
        assertThat(offered.distinct()).containsExactly(Ip4Address.parse(first));
    }
}
