package io.rackboot.dhcp.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What single statements of `dhcpd.conf` become.
class DhcpdTest {
    @Test
    void theNearestScopeCountsWhateverTheOrder() {
        var imported = Imported.of(Format.DHCPD, """
                subnet 10.0.0.0 netmask 255.255.255.0 { option routers 10.0.0.1; }
                group {
                  subnet 10.0.1.0 netmask 255.255.255.0 { default-lease-time 600; range 10.0.1.9; }
                  option domain-name-servers 10.0.0.3;
                }
                option domain-name-servers 10.0.0.2;
                default-lease-time 7200;
                """);

        assertThat(imported.properties())
                .containsExactly(
                        "dhcp.subnets.net-10-0-0-0-24.network=10.0.0.0/24",
                        "dhcp.subnets.net-10-0-0-0-24.routers=10.0.0.1",
                        "dhcp.subnets.net-10-0-0-0-24.domain-name-servers=10.0.0.2",
                        "dhcp.subnets.net-10-0-0-0-24.lease-time=2H",
                        "dhcp.subnets.net-10-0-1-0-24.network=10.0.1.0/24",
                        "dhcp.subnets.net-10-0-1-0-24.ranges=10.0.1.9",
                        "dhcp.subnets.net-10-0-1-0-24.domain-name-servers=10.0.0.3",
                        "dhcp.subnets.net-10-0-1-0-24.lease-time=10M");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void withoutALeaseTimeItIsDhcpds() {
        var imported = Imported.of(Format.DHCPD, "subnet 10.0.0.0 netmask 255.255.255.252 { }");

        assertThat(imported.properties())
                .containsExactly(
                        "dhcp.subnets.net-10-0-0-0-30.network=10.0.0.0/30",
                        "dhcp.subnets.net-10-0-0-0-30.lease-time=12H");
    }

    /// dhcpd bounds its own default too, without bounds by five minutes and a day.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-lease-time 60; | 1M",
                "default-lease-time 600; max-lease-time 7200; | 10M",
                "default-lease-time 600; min-lease-time 900; | 15M",
                "default-lease-time 60; | 5M",
                "default-lease-time 60; min-lease-time 30; | 1M",
                "default-lease-time 604800; | 24H",
                "default-lease-time 604800; max-lease-time 604800; | 168H"
            })
    void theLeaseTimeIsBounded(String statements, String leaseTime) {
        var imported = Imported.of(Format.DHCPD, statements + " subnet 10.0.0.0 netmask 255.255.255.0 { }");

        assertThat(imported.properties()).contains("dhcp.subnets.net-10-0-0-0-24.lease-time=" + leaseTime);
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void keywordsAndNamesAreReadAsDhcpdReadsThem() {
        var imported = Imported.of(Format.DHCPD, """
                HOST Web01{Hardware Ethernet 52:54:0:1:2:AB;Fixed-Address 10.0.0.5;}# comment
                host web02 { hardware ethernet 52:54:00:01:02:ac; option host-name "a\\"b"; }
                """);

        assertThat(imported.machines())
                .containsExactly("52:54:00:01:02:ab 10.0.0.5 Web01", "52:54:00:01:02:ac - web02");
        assertThat(imported.left()).containsExactly("f:2: option host-name \"a\\\"b\": not a host name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "subnet 10.0.0.0 { } | f:1: subnet 10.0.0.0 {: not of the form: subnet ADDRESS netmask MASK",
                "subnet 10.0.0.0 netmask 255.0.255.0 { } | f:1: subnet 10.0.0.0 netmask 255.0.255.0 {: not of the form: subnet ADDRESS netmask MASK",
                "range 10.0.0.1 10.0.0.2; | f:1: range 10.0.0.1 10.0.0.2: lies in no subnet of the imported files",
                "range 10.0.0.2 10.0.0.1; | f:1: range 10.0.0.2 10.0.0.1: not a range of addresses",
                "group { host a { hardware ethernet 52:54:00:00:00:01; } range 10.0.0.1; } | f:1: range 10.0.0.1: a range outside of a subnet",
                "option routers gw.example.org; | f:1: option routers gw.example.org: not an IPv4 address: gw.example.org",
                "deny bootp; | f:1: deny bootp: a subnet serves all machines or the known ones (unknown-clients); no others are distinguished",
                "subnet6 2001:db8::/64 { } | f:1: subnet6 2001:db8::/64 {: IPv6 is not this service's",
                "host a { fixed-address 10.0.0.1; } | f:1: host a {: names no Ethernet address, with which a machine's document begins",
                "host a { hardware token-ring 00:11:22:33:44:55; } | f:1: hardware token-ring 00:11:22:33:44:55: not an Ethernet card",
                "frobnicate yes; | f:1: frobnicate yes: this service has nothing like it",
                "authoritative | f:1: authoritative: no semicolon at its end",
                "} | f:1: }: a closing brace without an opening one",
                "include \"x\"; | f:1: include \"x\": there is no x"
            })
    void isLeftWithAReason(String text, String left) {
        assertThat(Imported.of(Format.DHCPD, text).left()).first().isEqualTo(left);
    }

    @Test
    void poolsHaveTheirLeaseTimes() {
        var imported = Imported.of(Format.DHCPD, """
                default-lease-time 3600;
                subnet 10.0.0.0 netmask 255.255.255.0 {
                  max-lease-time 7200;
                  range 10.0.0.9;
                  pool { default-lease-time 600; min-lease-time 300; range 10.0.0.20 10.0.0.29; range 10.0.0.40; }
                  pool { range 10.0.0.10; }
                  pool { max-lease-time 900; range 10.0.0.25 10.0.0.35; }
                }
                """);

        assertThat(imported.properties())
                .containsExactly(
                        "dhcp.subnets.net-10-0-0-0-24.network=10.0.0.0/24",
                        "dhcp.subnets.net-10-0-0-0-24.ranges=10.0.0.9,10.0.0.10",
                        "dhcp.subnets.net-10-0-0-0-24.lease-time=1H",
                        "dhcp.subnets.net-10-0-0-0-24.max-lease-time=2H",
                        "dhcp.subnets.net-10-0-0-0-24.pools.pool1.ranges=10.0.0.20-10.0.0.29,10.0.0.40",
                        "dhcp.subnets.net-10-0-0-0-24.pools.pool1.lease-time=10M",
                        "dhcp.subnets.net-10-0-0-0-24.pools.pool1.min-lease-time=5M",
                        "dhcp.subnets.net-10-0-0-0-24.pools.pool1.max-lease-time=2H");
        assertThat(imported.left())
                .containsExactly("f:7: range 10.0.0.25 10.0.0.35: has addresses of a range with another lease time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deny unknown-clients; | | true",
                "ignore unknown-clients; | | true",
                "boot-unknown-clients off; | | true",
                "deny unknown-clients; | allow unknown-clients; | false",
                "| deny unknown-clients; | true",
                "boot-unknown-clients true; | | false"
            })
    void unknownClientsAreDenied(String global, String subnet, boolean denied) {
        var imported = Imported.of(
                Format.DHCPD,
                Objects.requireNonNullElse(global, "") + " subnet 10.0.0.0 netmask 255.255.255.0 { "
                        + Objects.requireNonNullElse(subnet, "") + " }");

        assertThat(imported.properties().contains("dhcp.subnets.net-10-0-0-0-24.unknown-clients=deny"))
                .isEqualTo(denied);
        assertThat(imported.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "option ntp-servers 10.0.0.4, 10.0.0.5; | 42=10.0.0.4,10.0.0.5",
                "option interface-mtu 9000; | 26=9000",
                "option domain-search \"a.example\", \"b.example\"; | 119=a.example,b.example",
                "option root-path \"10.0.0.4:/srv/a,b\"; | 17=10.0.0.4:/srv/a,b",
                "option time-offset -18000; | 2=-18000"
            })
    void optionsAreTakenOver(String statement, String option) {
        var imported = Imported.of(Format.DHCPD, statement + " subnet 10.0.0.0 netmask 255.255.255.0 { }");

        assertThat(imported.properties()).contains("dhcp.subnets.net-10-0-0-0-24.options." + option);
        assertThat(imported.left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "option ntp-servers ntp.example.org",
                "option interface-mtu 12",
                "option root-path \"$HOME\"",
                "option root-path \"a\\\\b\"",
                "option root-path \"é\"",
                "option nothing 1",
                "option arch code 93 = unsigned integer 16"
            })
    void optionsThatCannotBeTakenOverAreLeft(String statement) {
        var imported = Imported.of(Format.DHCPD, statement + "; subnet 10.0.0.0 netmask 255.255.255.0 { }");

        assertThat(imported.properties()).hasSize(2);
        assertThat(imported.left()).hasSize(1).first().asString().startsWith("f:1: " + statement + ": ");
    }

    @Test
    void aClientIdentifierIsTheMachinesToo() {
        var imported = Imported.of(Format.DHCPD, """
                host a { hardware ethernet 52:54:00:00:00:01; option dhcp-client-identifier "laptop"; }
                host b { hardware ethernet 52:54:00:00:00:02; option dhcp-client-identifier 01:52:54:0:0:0:2; }
                host c { hardware ethernet 52:54:00:00:00:03; option dhcp-client-identifier 6c:61:70:74:6f:70; }
                host d { option dhcp-client-identifier "laptop"; }
                """);

        assertThat(imported.machines())
                .containsExactly(
                        "52:54:00:00:00:01 - a id 6c6170746f70", "52:54:00:00:00:02 - b", "52:54:00:00:00:03 - c");
        assertThat(imported.left())
                .containsExactly(
                        "f:3: host c: imported without its client identifier, which the machine at f:1 has already",
                        "f:4: host d {: names no Ethernet address, with which a machine's document begins");
    }

    @Test
    void namesHaveTheirAddresses() {
        var imported = Imported.of(
                Format.DHCPD, """
                subnet 10.0.0.0 netmask 255.255.255.0 { option routers gw.example.org, 10.0.0.2; }
                host web { hardware ethernet 52:54:00:00:00:01; fixed-address web.example.org; }
                """, Map.of("/etc/hosts", "10.0.0.1 gw.example.org\n10.0.0.3 web web.example.org\n"));

        assertThat(imported.properties()).contains("dhcp.subnets.net-10-0-0-0-24.routers=10.0.0.1,10.0.0.2");
        assertThat(imported.machines()).containsExactly("52:54:00:00:00:01 10.0.0.3 web");
        assertThat(imported.left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authoritative",
                "ddns-update-style none",
                "ignore client-updates",
                "log-facility local7",
                "OMAPI-PORT 7911"
            })
    void whatNobodyWillMissIsNotListed(String statement) {
        assertThat(Imported.of(Format.DHCPD, statement + ";").left()).isEmpty();
    }

    @Test
    void aFileThatEndsInABlockSaysWhatItHasSaid() {
        var imported = Imported.of(Format.DHCPD, "subnet 10.0.0.0 netmask 255.255.255.0 {\n  range 10.0.0.9;\n");

        assertThat(imported.plan().subnets()).hasSize(1);
        assertThat(imported.left())
                .containsExactly("f:1: subnet 10.0.0.0 netmask 255.255.255.0: its block is not closed");
    }

    @Test
    void anIncludedFileStandsInItsScope() {
        var imported = Imported.of(
                Format.DHCPD,
                "subnet 10.0.0.0 netmask 255.255.255.0 { include \"in\"; }",
                Map.of("in", "option routers 10.0.0.1;\nfilename \"x\";"));

        assertThat(imported.properties()).contains("dhcp.subnets.net-10-0-0-0-24.routers=10.0.0.1");
        assertThat(imported.left())
                .containsExactly("in:2: filename \"x\": the boot file is computed for each machine from its"
                        + " architecture and profile; give the machine a profile");
    }
}
