package io.rackboot.dhcp.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.migration.dhcpd.DhcpdReader;
import io.rackboot.dhcp.migration.ethers.EthersReader;
import io.rackboot.dhcp.migration.found.Finding;
import io.rackboot.dhcp.migration.found.SourceText;
import io.rackboot.dhcp.migration.found.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each card, address, name and network is taken over once.
class PlanTest {
    private static final Surroundings NONE = new Imported.Files(Map.of());

    @Test
    void aCardIsOneMachines() {
        var imported = dhcpd("""
                host a { hardware ethernet 52:54:00:00:00:01; fixed-address 10.0.0.1; }
                host b { hardware ethernet 52:54:00:00:00:01; fixed-address 10.0.0.2; }
                host c { hardware ethernet 52:54:00:00:00:01; }
                """);

        assertThat(imported.machines()).containsExactly("52:54:00:00:00:01 10.0.0.1 a");
        assertThat(imported.left())
                .containsExactly(
                        "d:2: host b: a machine with this MAC address is at d:1 already",
                        "d:3: host c: a machine with this MAC address is at d:1 already");
    }

    @Test
    void anAddressIsOneMachines() {
        var imported = dhcpd("""
                host a { hardware ethernet 52:54:00:00:00:01; fixed-address 10.0.0.1; }
                host b { hardware ethernet 52:54:00:00:00:02; fixed-address 10.0.0.1; }
                """);

        assertThat(imported.machines()).containsExactly("52:54:00:00:00:01 10.0.0.1 a");
        assertThat(imported.left())
                .containsExactly("d:2: host b: address 10.0.0.1 is reserved for 52:54:00:00:00:01 already, at d:1;"
                        + " two cards of one machine belong in one document");
    }

    @Test
    void aNameIsOneMachines() {
        var imported = dhcpd("""
                host a { hardware ethernet 52:54:00:00:00:01; }
                host b { hardware ethernet 52:54:00:00:00:02; option host-name "A"; }
                """);

        assertThat(imported.machines()).containsExactly("52:54:00:00:00:01 - a", "52:54:00:00:00:02 - -");
        assertThat(imported.left())
                .containsExactly("d:2: host b: imported without its name, which the machine at d:1 has already");
    }

    @Test
    void anotherFileFillsInWhatIsMissing() {
        var imported = both(
                "host a { hardware ethernet 52:54:00:00:00:01; }\nhost b { hardware ethernet 52:54:00:00:00:02; }",
                "52:54:00:00:00:01 10.0.0.1\n52:54:00:00:00:02 10.0.0.1\n52:54:00:00:00:03 10.0.0.3");

        assertThat(imported.machines())
                .containsExactly(
                        "52:54:00:00:00:01 10.0.0.1 a", "52:54:00:00:00:02 - b", "52:54:00:00:00:03 10.0.0.3 -");
        assertThat(imported.left())
                .containsExactly("e:2: 52:54:00:00:00:02 10.0.0.1: address 10.0.0.1 is reserved for"
                        + " 52:54:00:00:00:01 already, at d:1; two cards of one machine belong in one document");
    }

    @Test
    void anotherFileContradictsInVain() {
        var imported = both(
                "host a { hardware ethernet 52:54:00:00:00:01; fixed-address 10.0.0.1; }",
                "52:54:00:00:00:01 10.0.0.2");

        assertThat(imported.machines()).containsExactly("52:54:00:00:00:01 10.0.0.1 a");
        assertThat(imported.left())
                .containsExactly("e:1: 52:54:00:00:00:01 10.0.0.2: a machine with this MAC address is at d:1 already");
    }

    @Test
    void networksThatOverlapAreLeft() {
        var imported = dhcpd("""
                subnet 10.0.0.0 netmask 255.255.255.0 { }
                subnet 10.0.0.0 netmask 255.255.0.0 { }
                subnet 10.0.0.128 netmask 255.255.255.128 { }
                subnet 10.9.0.0 netmask 255.255.255.255 { }
                """);

        assertThat(imported.plan().subnets()).hasSize(1);
        assertThat(imported.left())
                .containsExactly(
                        "d:2: network 10.0.0.0/16: overlaps 10.0.0.0/24 of d:1",
                        "d:3: network 10.0.0.128/25: overlaps 10.0.0.0/24 of d:1",
                        "d:4: network 10.9.0.0/32: subnets have prefix lengths of 1 to 30");
    }

    @Test
    void theShortestLeaseTimeIsThirtySeconds() {
        var imported = dhcpd("min-lease-time 0; default-lease-time 10; subnet 10.0.0.0 netmask 255.255.255.0 { }");

        assertThat(imported.properties()).contains("dhcp.subnets.net-10-0-0-0-24.lease-time=30S");
        assertThat(imported.left())
                .containsExactly(
                        "d:1: network 10.0.0.0/24: imported with a lease time of 30 seconds, the shortest here,"
                                + " instead of 10");
    }

    @Test
    void rangesAreJoinedAndCutToTheHosts() {
        var imported = dhcpd("""
                subnet 10.0.0.0 netmask 255.255.255.0 {
                  range 10.0.0.200 10.0.0.255; range 10.0.0.0 10.0.0.9; range 10.0.0.5 10.0.0.20; range 10.0.0.21;
                  range 10.0.0.250 10.0.1.9;
                }
                """);

        assertThat(imported.properties())
                .contains("dhcp.subnets.net-10-0-0-0-24.ranges=10.0.0.1-10.0.0.20,10.0.0.21,10.0.0.200-10.0.0.254");
        assertThat(imported.left())
                .containsExactly(
                        "d:3: range 10.0.0.250 10.0.1.9: not within 10.0.0.1-10.0.0.254, the hosts of its network");
    }

    @Test
    void addressesThatNoSubnetHasAreTold() {
        var imported = dhcpd("""
                host a { hardware ethernet 52:54:00:00:00:01; fixed-address 10.0.1.1; }
                host b { hardware ethernet 52:54:00:00:00:02; fixed-address 10.0.0.255; }
                host c { hardware ethernet 52:54:00:00:00:03; fixed-address 127.0.0.1; }
                subnet 10.0.0.0 netmask 255.255.255.0 { }
                """);

        assertThat(imported.machines()).hasSize(2);
        assertThat(imported.left())
                .containsExactly(
                        "d:1: host a: imported, but no imported subnet has the host 10.0.1.1",
                        "d:2: host b: imported, but no imported subnet has the host 10.0.0.255",
                        "d:3: host c: 127.0.0.1 is not an address that a machine can have");
    }

    private static Imported dhcpd(String text) {
        return Imported.of(DhcpdReader.read(List.of(new SourceText("d", text)), NONE));
    }

    private static Imported both(String dhcpd, String ethers) {
        return Imported.of(Stream.<List<Finding>>of(
                        DhcpdReader.read(List.of(new SourceText("d", dhcpd)), NONE),
                        EthersReader.read(List.of(new SourceText("e", ethers)), NONE))
                .flatMap(List::stream)
                .toList());
    }
}
