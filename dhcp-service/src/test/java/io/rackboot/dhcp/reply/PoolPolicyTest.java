package io.rackboot.dhcp.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.LeasePolicy;
import io.rackboot.dhcp.lease.LeaseTimes;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.TimedRange;
import io.rackboot.dhcp.lease.UnknownClients;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.events.document.Loader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// For how long, and to whom, addresses are leased.
class PoolPolicyTest {
    private static final String KNOWN = "52:54:00:00:00:0a";
    private static final String UNKNOWN = "52:54:00:00:00:0b";

    /// An hour, by wish 10 minutes to 4 hours; in the pool .150-.159 20 minutes; unknown machines 5 minutes.
    private static final LeasePolicy TIMES = new LeasePolicy(
            new LeaseTimes(Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofHours(4)),
            List.of(new TimedRange(
                    Range.parse("192.168.77.150-192.168.77.159"), LeaseTimes.of(Duration.ofMinutes(20)))),
            Optional.of(Duration.ofMinutes(5)),
            UnknownClients.ALLOW,
            50);

    @ParameterizedTest
    @CsvSource({
        KNOWN + ", 192.168.77.100, -1, 3600",
        KNOWN + ", 192.168.77.100, 1800, 1800",
        KNOWN + ", 192.168.77.100, 1, 600",
        KNOWN + ", 192.168.77.100, 4294967295, 14400",
        KNOWN + ", 192.168.77.150, -1, 1200",
        KNOWN + ", 192.168.77.150, 30, 1200",
        UNKNOWN + ", 192.168.77.100, -1, 300",
        UNKNOWN + ", 192.168.77.100, 3600, 300",
        UNKNOWN + ", 192.168.77.150, -1, 300"
    })
    void theOfferAndTheLeaseSayTheSameTime(String mac, String address, long wish, long seconds) {
        var scene = scene(TIMES);

        var offer = scene.told(asking(MessageType.DHCPDISCOVER, mac, address, wish), Scene.BROADCAST);
        var ack = scene.told(asking(MessageType.DHCPREQUEST, mac, address, wish), Scene.BROADCAST);

        assertThat(offer)
                .contains(
                        "DHCPOFFER",
                        "yiaddr " + address + "\n",
                        "51 IP_ADDRESS_LEASE_TIME = " + seconds + " s\n",
                        "58 RENEWAL_TIME_VALUE = " + seconds / 2 + " s\n",
                        "59 REBINDING_TIME_VALUE = " + seconds * 7 / 8 + " s\n");
        assertThat(ack)
                .contains(
                        "DHCPACK",
                        "51 IP_ADDRESS_LEASE_TIME = " + seconds + " s\n",
                        " until " + Scene.NOON.plusSeconds(seconds) + "\n");
    }

    @Test
    void aMachineThatBecomesKnownGetsTheLongerTimeWhenItRenews() {
        var scene = scene(TIMES);
        scene.told(asking(MessageType.DHCPREQUEST, UNKNOWN, "192.168.77.100", -1), Scene.BROADCAST);
        scene.machine(UNKNOWN, Optional.empty(), Optional.empty(), Loader.AUTO);

        var renewal = Requests.of(MessageType.DHCPREQUEST)
                .from(UNKNOWN)
                .ciaddr("192.168.77.100")
                .build();

        assertThat(scene.told(renewal, Scene.unicastFrom("192.168.77.100")))
                .contains("DHCPACK", "51 IP_ADDRESS_LEASE_TIME = 3600 s\n");
    }

    @Test
    void deniedUnknownMachinesGetNoAnswer() {
        var scene = scene(denying());

        assertThat(scene.told(Requests.discover(UNKNOWN), Scene.BROADCAST)).isEqualTo("""
                        silence: unknown-machine (no document names 52:54:00:00:00:0b, and network rack is for known machines)
                        """);
        assertThat(scene.told(asking(MessageType.DHCPREQUEST, UNKNOWN, "192.168.77.100", -1), Scene.BROADCAST))
                .startsWith("silence: unknown-machine (");
        assertThat(scene.told(Requests.discover(KNOWN), Scene.BROADCAST)).contains("DHCPOFFER");
        assertThat(scene.told(asking(MessageType.DHCPREQUEST, KNOWN, "192.168.77.100", -1), Scene.BROADCAST))
                .contains("DHCPACK");
    }

    @Test
    void aMachineWhoseDocumentIsGoneMayGiveItsLeaseBackButNotRenewIt() {
        var scene = scene(denying());
        scene.machine(UNKNOWN, Optional.empty(), Optional.empty(), Loader.AUTO);
        scene.told(asking(MessageType.DHCPREQUEST, UNKNOWN, "192.168.77.100", -1), Scene.BROADCAST);
        scene.forget(UNKNOWN);
        var renewal = Requests.of(MessageType.DHCPREQUEST)
                .from(UNKNOWN)
                .ciaddr("192.168.77.100")
                .build();
        var release = Requests.of(MessageType.DHCPRELEASE)
                .from(UNKNOWN)
                .ciaddr("192.168.77.100")
                .build();

        assertThat(scene.told(renewal, Scene.unicastFrom("192.168.77.100"))).startsWith("silence: unknown-machine (");
        assertThat(scene.told(release, Scene.unicastFrom("192.168.77.100"))).startsWith("silence: released (");
    }

    @Test
    void onASharedNetworkUnknownMachinesGetAddressesOfTheSubnetThatAdmitsThem() {
        var open = subnet("open", "192.168.78.0", "192.168.78.100-192.168.78.109", LeasePolicy.of(Duration.ofHours(1)));
        var scene = scene(List.of(new SharedNetwork("hall", List.of(rack(denying()), open))));

        assertThat(scene.told(Requests.discover(UNKNOWN), Scene.BROADCAST)).contains("yiaddr 192.168.78.100\n");
        assertThat(scene.told(asking(MessageType.DHCPREQUEST, UNKNOWN, "192.168.77.100", -1), Scene.BROADCAST))
                .startsWith("silence: unknown-machine (");
        assertThat(scene.told(Requests.discover(KNOWN), Scene.BROADCAST)).contains("yiaddr 192.168.77.100\n");
    }

    private static DhcpMessage asking(MessageType type, String mac, String address, long leaseTime) {
        var request = Requests.of(type).from(mac).with(OptionCode.REQUESTED_IP_ADDRESS, Ip4Address.parse(address));
        return leaseTime < 0
                ? request.build()
                : request.with(OptionCode.IP_ADDRESS_LEASE_TIME, Duration.ofSeconds(leaseTime))
                        .build();
    }

    private static LeasePolicy denying() {
        return new LeasePolicy(
                LeaseTimes.of(Duration.ofHours(1)), List.of(), Optional.empty(), UnknownClients.DENY, 50);
    }

    private static Scene scene(LeasePolicy policy) {
        return scene(List.of(SharedNetwork.of(rack(policy))));
    }

    private static Scene scene(List<SharedNetwork> networks) {
        return new Scene(networks, Conduct.RACK, BootServers.SAME_HOST)
                .machine(KNOWN, Optional.empty(), Optional.empty(), Loader.AUTO);
    }

    private static Subnet rack(LeasePolicy policy) {
        return subnet("rack", "192.168.77.0", "192.168.77.100-192.168.77.199", policy);
    }

    private static Subnet subnet(String name, String network, String range, LeasePolicy policy) {
        return new Subnet(
                name,
                Ip4Address.parse(network),
                24,
                List.of(Range.parse(range)),
                List.of(),
                List.of(),
                Optional.empty(),
                policy);
    }
}
