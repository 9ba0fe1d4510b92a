package io.rackboot.dhcp.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.Json;
import io.rackboot.events.document.MachineDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportCommandTest {
    @TempDir
    private Path directory;

    @Test
    void whatIsWhollyUnderstoodEndsWithZero() throws IOException {
        var dhcpd = file("dhcpd.conf", """
                subnet 10.0.0.0 netmask 255.255.255.0 { option routers 10.0.0.1; range 10.0.0.9 10.0.0.20; }
                host web { hardware ethernet 52:54:00:00:00:01; fixed-address 10.0.0.2; }
                """);
        var machines = directory.resolve("machines");

        var run = Imported.run(
                "dhcpd", "--machines=" + machines, "--rack", "r7", "--profile", "compute", dhcpd.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("""
                # dhcp.interfaces is needed too: the interfaces to serve

                # %s:1
                dhcp.subnets.net-10-0-0-0-24.network=10.0.0.0/24
                dhcp.subnets.net-10-0-0-0-24.ranges=10.0.0.9-10.0.0.20
                dhcp.subnets.net-10-0-0-0-24.routers=10.0.0.1
                dhcp.subnets.net-10-0-0-0-24.lease-time=12H
                """.formatted(dhcpd));
        assertThat(run.err()).isEqualTo("subnets: 1, machines: 1, left: 0\n");
        assertThat(Files.readString(machines))
                .isEqualTo("{\"id\":\"525400000001\",\"macs\":[\"525400000001\"],\"rack\":\"r7\",\"hostName\":\"web\","
                        + "\"address\":\"10.0.0.2\",\"profile\":\"compute\",\"loader\":\"auto\"}\n");
        assertThat(Json.mapper()
                        .readValue(Files.readString(machines), MachineDocument.class)
                        .hostName())
                .contains("web");
    }

    @Test
    void severalFilesAreOneConfiguration() throws IOException {
        var run = Imported.run(
                "dnsmasq",
                file("a.conf", "dhcp-range=set:a,10.0.0.9,10.0.0.20,255.255.255.0\n")
                        .toString(),
                file("b.conf", "dhcp-option=tag:a,3,10.0.0.1\ndhcp-option=6,10.0.0.2\n")
                        .toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("\ndhcp.subnets.a.routers=10.0.0.1\n");
        assertThat(run.err()).isEqualTo("subnets: 1, machines: 0, left: 0\n");
    }

    @Test
    void namesHaveTheAddressesOfTheHostsFile() throws IOException {
        var machines = directory.resolve("machines");

        var run = Imported.run(
                "ethers",
                file("ethers", "52:54:00:00:00:01 web\n").toString(),
                "--hosts",
                file("hosts", "127.0.0.1 localhost web\n10.0.0.2 web.example.org WEB # the first\n10.0.0.3 web\n")
                        .toString(),
                "--machines",
                machines.toString());

        assertThat(run.status()).isZero();
        assertThat(Files.readString(machines)).contains("\"hostName\":\"web\",\"address\":\"10.0.0.2\"");
    }

    @Test
    void whatIsLeftIsListedAndEndsWithThree() throws IOException {
        var file = file("dnsmasq.conf", "dhcp-range=10.0.0.0,proxy\n");

        var run = Imported.run("dnsmasq", file.toString());

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo(file + ":1: dhcp-range=10.0.0.0,proxy: addresses are another server's (proxyDHCP)\n"
                        + "subnets: 0, machines: 0, left: 1\n");
    }

    @Test
    void helpIsPrinted() {
        var run = Imported.run("--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: dhcp-service import dhcpd|dnsmasq|kea|ethers FILE... [OPTION]...\n");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the first word is the format: dhcpd, dnsmasq, kea or ethers, not \"\"",
                "xml f | the first word is the format: dhcpd, dnsmasq, kea or ethers, not \"xml\"",
                "kea | name the files to import",
                "kea --frmat dhcpd f | there is no option --frmat",
                "kea f --hosts | --hosts wants a value",
                "kea --rack Upper f | --rack: not a rack label (1 to 32 of a-z 0-9 _ -): Upper",
                "kea --profile a/b f | --profile is the name of a profile, 1 to 64 of a-z 0-9 _ -, not a/b"
            })
    void aMistakeInTheArgumentsEndsWithTwo(String words, String why) {
        var run = Imported.run(words.isEmpty() ? new String[0] : words.split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("dhcp-service import: " + why + "; see dhcp-service import --help\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadEndsWithTwo() {
        var absent = directory.resolve("absent");
        var why = new Imported.Run(2, "", "dhcp-service import: " + absent + ": there is no such file\n");

        assertThat(Imported.run("kea", absent.toString())).isEqualTo(why);
        assertThat(Imported.run("kea", "--hosts", absent.toString(), absent.toString()))
                .isEqualTo(why);
    }

    @Test
    void outputThatCannotBeWrittenEndsWithOne() throws IOException {
        var file = file("ethers", "52:54:00:00:00:01 10.0.0.2\n");

        var run = Imported.run(
                "ethers", "--machines", directory.resolve("no/such").toString(), file.toString());

        assertThat(run.status()).isOne();
        assertThat(run.err()).isEqualTo("dhcp-service import: cannot write " + directory.resolve("no/such") + "\n");
    }

    @Test
    void includedFilesAreFoundBesideTheFileThatNamesThem() throws IOException {
        file("hosts.conf", "host web { hardware ethernet 52:54:00:00:00:01; }\n");
        var dhcpd = file("dhcpd.conf", "include \"/no/such/directory/hosts.conf\";\n");

        var run = Imported.run("dhcpd", dhcpd.toString());

        assertThat(run.status()).isZero();
        assertThat(run.err()).endsWith("subnets: 0, machines: 1, left: 0\n");
    }

    @Test
    void directoriesAreFoundBesideTheFileThatNamesThem() throws IOException {
        Files.createDirectory(directory.resolve("d"));
        file("d/b.conf", "dhcp-host=52:54:00:00:00:02\n");
        file("d/a.conf", "dhcp-host=52:54:00:00:00:01\n");
        file("d/a.conf.bak", "dhcp-host=52:54:00:00:00:03\n");
        file("d/.a.conf", "dhcp-host=52:54:00:00:00:04\n");
        var machines = directory.resolve("machines");

        var run = Imported.run(
                "dnsmasq", file("dnsmasq.conf", "conf-dir=/no/such/d,*.conf\n").toString(), "--machines=" + machines);

        assertThat(run.status()).isZero();
        assertThat(Files.readAllLines(machines)).hasSize(2).first().asString().startsWith("{\"id\":\"525400000001\"");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
