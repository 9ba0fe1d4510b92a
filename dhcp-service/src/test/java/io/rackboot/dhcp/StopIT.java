package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM ends the packaged service in good order, whatever it is doing.
class StopIT {
    private static final int CLIENTS = 150;
    private static final int SIGTERM = 128 + 15;

    @TempDir
    private Path directory;

    @Test
    void whatIsPromisedWhileItStopsIsKept() throws IOException, InterruptedException {
        var site = Site.in(directory.resolve("state"));
        var range =
                List.of("dhcp.subnets.rack.network=127.0.0.0/16", "dhcp.subnets.rack.ranges=127.0.1.0-127.0.200.255");
        var wanted = new HashMap<Integer, Wanted>();
        var told = new HashSet<Wanted>();
        try (var service = Service.start(site, directory, range).awaitAnswers();
                var client = TestClient.client(site)) {
            for (int i = 0; i < CLIENTS; i++) {
                var one = new Wanted(
                        Messages.of("525406%06x".formatted(i)),
                        Ip4Address.parse("127.0.1.1").plus(i));
                var request = one.machine().reboot(one.address());
                wanted.put(request.xid().bits(), one);
                client.send(request);
            }
            assertThat(client.hears(reply -> isTold(reply, wanted, told))).isTrue();
            service.terminate();
            client.patience(2000);
            client.hears(
                    reply -> !isTold(reply, wanted, told) && reply.messageType().isEmpty());
            assertThat(service.awaitEnd()).isEqualTo(SIGTERM);
            assertThat(service.log())
                    .contains("dhcp-service stopped")
                    .doesNotContain("ERROR")
                    .doesNotContain("did not leave");
        }
        try (var _ = Service.start(site, directory, range).awaitAnswers();
                var client = TestClient.client(site)) {
            for (var one : told) {
                var ack = client.ask(one.machine().renew(one.address()));
                assertThat(ack.messageType()).contains(MessageType.DHCPACK);
                // Nobody else is given it.
                var other = client.ask(Messages.of("52:54:07:00:00:00").reboot(one.address()));
                assertThat(other.messageType()).contains(MessageType.DHCPNAK);
            }
        }
        System.out.println(told.size() + " of " + CLIENTS + " clients were answered while the service stopped");
    }

    private static boolean isTold(DhcpMessage reply, Map<Integer, Wanted> wanted, Set<Wanted> told) {
        return reply.messageType().equals(Optional.of(MessageType.DHCPACK))
                && Optional.ofNullable(wanted.get(reply.xid().bits()))
                        .filter(told::add)
                        .isPresent();
    }

    private record Wanted(Messages machine, Ip4Address address) {}
}
