package io.rackboot.dhcp.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What single lines of dnsmasq's configuration become.
class DnsmasqTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "52:54:00:00:00:01,10.0.0.1 | 52:54:00:00:00:01 10.0.0.1 -",
                "10.0.0.1,52:54:00:00:00:01,web | 52:54:00:00:00:01 10.0.0.1 web",
                "52:54:00:00:00:01,52:54:00:00:00:02,10.0.0.1,web.example.org | 52:54:00:00:00:01,52:54:00:00:00:02 10.0.0.1 web.example.org",
                "1-52:54:00:00:00:01,web | 52:54:00:00:00:01 - web",
                "id:01:52:54:00:00:00:01,web | 52:54:00:00:00:01 - web",
                "52:54:00:00:00:01,id:*,web | 52:54:00:00:00:01 - web",
                "52:54:00:00:00:01,id:abc,web | 52:54:00:00:00:01 - web id 616263",
                "52:54:00:00:00:01,id:01:52:54:00:00:00:01 | 52:54:00:00:00:01 - -",
                "52:54:00:00:00:01,id:01:52:54:00:00:00:02 | 52:54:00:00:00:01 - - id 01525400000002",
                "id:ff:00:00:00:01:00:03:00:01:52:54:00:00:00:01,web | 52:54:00:00:00:01 - web"
            })
    void aHostIsAMachineInEveryForm(String value, String machine) {
        var imported = Imported.of(Format.DNSMASQ, "dhcp-host=" + value);

        assertThat(imported.machines()).containsExactly(machine);
        assertThat(imported.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "52:54:00:00:00:01,10.0.0.1,1h | 1 | 1h: the lease time is the subnet's",
                "52:54:00:00:00:01,set:red,web | 1 | set:red: set for a part of a network or for single machines; here the whole network has it",
                "52:54:00:00:00:01,[2001:db8::1] | 1 | [2001:db8::1]: IPv6 is not this service's",
                "52:54:00:00:00:01,id:a | 1 | id:a: not a client identifier",
                "52:54:00:00:00:01,web_1 | 1 | web_1: neither an address nor a name nor a time",
                "web,10.0.0.1 | 0 | names no card, with whose address a machine's document begins",
                "52:54:00:*:*:* | 0 | 52:54:00:*:*:*: not the address of one Ethernet card; names no card, with whose address a machine's document begins",
                "52:54:00:00:00:01,ignore | 0 | machines are not ignored one by one",
                "01:00:5e:00:00:01 | 0 | 01:00:5e:00:00:01 is not the address of one card"
            })
    void whatAHostSaysBesidesIsLeft(String value, int machines, String why) {
        var imported = Imported.of(Format.DNSMASQ, "\n dhcp-host = " + value + " # the old one");

        assertThat(imported.machines()).hasSize(machines);
        assertThat(imported.left()).containsExactly("f:2: dhcp-host = " + value + ": " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "10.0.0.9,10.0.0.20,255.255.255.0 | net-10-0-0-0-24 | 10.0.0.0/24 | 1H",
                "10.0.0.9,10.0.0.20,255.255.255.0,10.0.0.255,30m | net-10-0-0-0-24 | 10.0.0.0/24 | 30M",
                "set:Red_1,10.0.0.9,10.0.0.20,255.255.0.0,2d | red-1 | 10.0.0.0/16 | 48H",
                "red,10.0.0.9,10.0.0.20,255.255.255.0,45 | red | 10.0.0.0/24 | 45S",
                "10.0.0.9,10.0.0.20,255.255.255.0,1w | net-10-0-0-0-24 | 10.0.0.0/24 | 168H",
                "10.0.0.9,10.0.0.20,255.255.255.0,infinite | net-10-0-0-0-24 | 10.0.0.0/24 | 4294967294S"
            })
    void aRangeIsASubnet(String value, String name, String network, String leaseTime) {
        var imported = Imported.of(Format.DNSMASQ, "dhcp-option=3\ndhcp-option=6,10.0.0.2\ndhcp-range=" + value);

        var prefix = "dhcp.subnets." + name + ".";
        assertThat(imported.properties())
                .containsExactly(
                        prefix + "network=" + network,
                        prefix + "ranges=10.0.0.9-10.0.0.20",
                        prefix + "domain-name-servers=10.0.0.2",
                        prefix + "lease-time=" + leaseTime);
        assertThat(imported.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "10.0.0.9,10.0.0.20 | 1 | names no mask (dnsmasq takes its interface's): imported as a /24, look at it",
                "10.0.0.9,10.0.1.20 | 0 | names no mask (dnsmasq takes its interface's); add it",
                "10.0.0.0,proxy | 0 | addresses are another server's (proxyDHCP)",
                "::1,::99,constructor:eth0 | 0 | IPv6 is not this service's",
                "10.0.0.20,10.0.0.9 | 0 | not a range of addresses",
                "gateway | 0 | not a range of addresses",
                "10.0.0.9,10.0.0.20,255.255.255.0,soon | 1 | soon: not a lease time",
                "tag:known,10.0.0.9,10.0.0.20,255.255.255.0 | 1 | tag:known: set for a part of a network or for single machines; here the whole network has it"
            })
    void aRangeIsLeftWithAReason(String value, int subnets, String why) {
        var options = subnets == 0 ? "" : "dhcp-option=3\ndhcp-option=6\n";
        var imported = Imported.of(Format.DNSMASQ, options + "dhcp-range=" + value);

        assertThat(imported.plan().subnets()).hasSize(subnets);
        assertThat(imported.left())
                .containsExactly("f:" + (subnets == 0 ? 1 : 3) + ": dhcp-range=" + value + ": " + why);
    }

    @Test
    void optionsFollowTheTagsOfRanges() {
        var imported = Imported.of(Format.DNSMASQ, """
                dhcp-option=tag:b,3,10.1.0.1
                dhcp-option=option:router,10.0.0.1
                dhcp-option=6,10.0.0.2
                dhcp-option=b,option:domain-name,b.example.org
                dhcp-range=set:a,10.0.0.9,10.0.0.20,255.255.255.0
                dhcp-range=set:b,10.1.0.9,10.1.0.20,255.255.255.0
                """);

        assertThat(imported.properties())
                .containsExactly(
                        "dhcp.subnets.a.network=10.0.0.0/24",
                        "dhcp.subnets.a.ranges=10.0.0.9-10.0.0.20",
                        "dhcp.subnets.a.routers=10.0.0.1",
                        "dhcp.subnets.a.domain-name-servers=10.0.0.2",
                        "dhcp.subnets.a.lease-time=1H",
                        "dhcp.subnets.b.network=10.1.0.0/24",
                        "dhcp.subnets.b.ranges=10.1.0.9-10.1.0.20",
                        "dhcp.subnets.b.routers=10.1.0.1",
                        "dhcp.subnets.b.domain-name-servers=10.0.0.2",
                        "dhcp.subnets.b.domain-name=b.example.org",
                        "dhcp.subnets.b.lease-time=1H");
        assertThat(imported.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dhcp-option=option:ntp-server,10.0.0.4,10.0.0.5 | options.42=10.0.0.4,10.0.0.5",
                "dhcp-option=42,10.0.0.4 | options.42=10.0.0.4",
                "dhcp-option=option:mtu,9000 | options.26=9000",
                "dhcp-option=119,a.example,b.example | options.119=a.example,b.example",
                "dhcp-option-force=209,configs/common | forced-options.209=configs/common",
                "dhcp-option=121,10.9.0.0/16,10.0.0.3,0.0.0.0/0,10.0.0.1 | options.121=10.9.0.0/16 via 10.0.0.3,0.0.0.0/0 via 10.0.0.1",
                "dhcp-option=33,10.9.0.7,10.0.0.3 | options.33=10.9.0.7 10.0.0.3"
            })
    void optionsAreTakenOver(String line, String option) {
        var imported = Imported.of(
                Format.DNSMASQ,
                "dhcp-option=3\ndhcp-option=6\n" + line + "\ndhcp-range=10.0.0.9,10.0.0.20,255.255.255.0");

        assertThat(imported.properties()).contains("dhcp.subnets.net-10-0-0-0-24." + option);
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void rangesOfANetworkHaveTheirLeaseTimes() {
        var imported = Imported.of(Format.DNSMASQ, """
                dhcp-option=3
                dhcp-option=6
                dhcp-range=10.0.0.9,10.0.0.20,255.255.255.0,12h
                dhcp-range=10.0.0.30,10.0.0.39,255.255.255.0,45m
                """);

        assertThat(imported.properties())
                .containsExactly(
                        "dhcp.subnets.net-10-0-0-0-24.network=10.0.0.0/24",
                        "dhcp.subnets.net-10-0-0-0-24.ranges=10.0.0.9-10.0.0.20",
                        "dhcp.subnets.net-10-0-0-0-24.lease-time=12H",
                        "dhcp.subnets.net-10-0-0-0-24.pools.pool1.ranges=10.0.0.30-10.0.0.39",
                        "dhcp.subnets.net-10-0-0-0-24.pools.pool1.lease-time=45M");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void unknownMachinesAreIgnoredEverywhere() {
        var imported = Imported.of(Format.DNSMASQ, """
                dhcp-option=3
                dhcp-option=6
                dhcp-range=10.0.0.9,10.0.0.20,255.255.255.0
                dhcp-ignore=tag:!known
                dhcp-ignore=tag:printers
                """);

        assertThat(imported.properties()).contains("dhcp.subnets.net-10-0-0-0-24.unknown-clients=deny");
        assertThat(imported.left())
                .containsExactly("f:5: dhcp-ignore=tag:printers: a subnet serves all machines or the known ones"
                        + " (unknown-clients); no others are distinguished");
    }

    @Test
    void aFileOfHostsIsReadByItself() {
        var imported = Imported.of(Format.DNSMASQ, "# hosts\n52:54:00:00:00:01,web\n52:54:00:00:00:02,10.0.0.2\n");

        assertThat(imported.machines()).containsExactly("52:54:00:00:00:01 - web", "52:54:00:00:00:02 10.0.0.2 -");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void filesOfHostsAndOptionsAreReadWhereTheyAreNamed() {
        var imported = Imported.of(
                Format.DNSMASQ,
                "dhcp-hostsfile=h\ndhcp-optsfile=o\ndhcp-range=10.0.0.9,10.0.0.20,255.255.255.0",
                Map.of("h", "52:54:00:00:00:01,web\n", "o", "option:router,10.0.0.1\n6,10.0.0.2\noption:x\n"));

        assertThat(imported.machines()).containsExactly("52:54:00:00:00:01 - web");
        assertThat(imported.properties()).contains("dhcp.subnets.net-10-0-0-0-24.routers=10.0.0.1");
        assertThat(imported.left())
                .containsExactly(
                        "o:3: option:x: no option of this name is known; its number, 1 to 254, can be said instead");
    }

    @Test
    void directoriesAreReadByTheirSuffixes() {
        var files = Map.of(
                "d/a.conf", "dhcp-host=52:54:00:00:00:01,a",
                "d/b.txt", "dhcp-host=52:54:00:00:00:02,b",
                "d/c.conf~", "dhcp-host=52:54:00:00:00:03,c",
                "d/.d.conf", "dhcp-host=52:54:00:00:00:04,d",
                "h/e", "52:54:00:00:00:05,e");

        assertThat(Imported.of(Format.DNSMASQ, "conf-dir=d,*.conf", files).machines())
                .containsExactly("52:54:00:00:00:01 - a");
        assertThat(Imported.of(Format.DNSMASQ, "conf-dir=d,.conf", files).machines())
                .containsExactly("52:54:00:00:00:02 - b");
        assertThat(Imported.of(Format.DNSMASQ, "dhcp-hostsdir=h", files).machines())
                .containsExactly("52:54:00:00:00:05 - e");
        assertThat(Imported.of(Format.DNSMASQ, "conf-dir=x", files).left())
                .containsExactly("f:1: conf-dir=x: there is no such directory, nor one of its name beside the imported"
                        + " files");
    }

    @Test
    void ethersAndHostsAreReadAsDnsmasqReadsThem() {
        var imported = Imported.of(
                Format.DNSMASQ,
                "read-ethers\ndhcp-host=52:54:00:00:00:01,web",
                Map.of("/etc/ethers", "52:54:00:00:00:02 db", "/etc/hosts", "10.0.0.1 web\n10.0.0.2 db"));

        assertThat(imported.machines())
                .containsExactly("52:54:00:00:00:02 10.0.0.2 db", "52:54:00:00:00:01 10.0.0.1 web");
        assertThat(imported.left()).isEmpty();
    }
}
