package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.OptionCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What relays and clients of other people say beyond RFC 2131, to the packaged service. `perfdhcp` is a relay that has
/// clients of its own: it sets giaddr, adds what option 82 it is given, and hears the one port that it sends from.
class RelayExtensionsIT {
    private static final String ALL_ANSWERED = "(?s)DISCOVER-OFFER\\*\\*\\*\nsent packets: 3\nreceived packets: 3\n"
            + ".*REQUEST-ACK\\*\\*\\*\nsent packets: 3\nreceived packets: 3\n";
    private static final String NONE_ANSWERED = "DISCOVER-OFFER\\*\\*\\*\nsent packets: 3\nreceived packets: 0\n";

    @TempDir
    private static Path directory;

    private static Network network;
    private static Network.Host relay;

    @BeforeAll
    static void start() throws IOException {
        Network.require("perfdhcp", "kea-admin");
        network = Network.create(directory);
        network.makeRack();
        network.start(
                "server",
                Packaged.command(List.of(
                        "dhcp.interfaces=rack0",
                        "dhcp.state-directory=" + directory.resolve("state"),
                        "dhcp.subnets.rack.network=192.168.77.0/24",
                        "dhcp.subnets.rack.ranges=192.168.77.100-192.168.77.199",
                        "dhcp.subnets.far.network=192.168.78.0/24",
                        "dhcp.subnets.far.ranges=192.168.78.100-192.168.78.199",
                        "dhcp.subnets.far.routers=192.168.78.1")));
        network.awaitReady();
        relay = network.client("relay", "52:54:00:00:05:09", "rack0");
        relay.run("ip addr add 192.168.77.9/24 dev eth0");
    }

    @AfterAll
    static void stop() {
        if (network != null) {
            network.close();
        }
    }

    @Test
    void aRelayIsAnsweredAtItsOwnPortWhereItAsksForThat() {
        assertThat(exchanges("-L 40067 -o 82,1300 -b mac=52:54:00:00:05:10")).containsPattern(ALL_ANSWERED);
        assertThat(exchanges("-L 40067 -b mac=52:54:00:00:05:20")).containsPattern(NONE_ANSWERED);
    }

    @Test
    void aRelayNamesTheLinkAndTheServer() throws IOException {
        var seen = relay.seeReplies();
        var option82 = "0504c0a84e01" + "0b04c0a84e01" + "1300";

        assertThat(exchanges("-L 40067 -o 82," + option82 + " -b mac=52:54:00:00:05:30"))
                .containsPattern(ALL_ANSWERED);

        assertThat(seen.messages(6)).allSatisfy(reply -> {
            assertThat(reply.yiaddr().toString()).startsWith("192.168.78.1");
            assertThat(reply.options().get(OptionCode.SERVER_IDENTIFIER)).contains(Ip4Address.parse("192.168.78.1"));
        });
    }

    @Test
    void aClientSelectsItsSubnet() {
        var host = network.client("chooser", "52:54:00:00:05:01", "rack0");

        var lease = host.dhclientWith("send subnet-selection 192.168.78.0;\n");

        assertThat(lease.get("new_ip_address")).startsWith("192.168.78.1");
        assertThat(lease)
                .containsEntry("new_subnet_selection", "192.168.78.0")
                .containsEntry("new_routers", "192.168.78.1");
    }

    /// Three whole exchanges of new clients. It ends with an error where one gets no answer.
    private static String exchanges(String options) {
        return relay.run("timeout 20 perfdhcp -4 -g single -r 10 -R 3 -n 3 -W 300000 " + options
                + " -l 192.168.77.9 192.168.77.1 || true");
    }
}
