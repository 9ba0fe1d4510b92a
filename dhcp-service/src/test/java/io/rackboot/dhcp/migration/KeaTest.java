package io.rackboot.dhcp.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What single members of Kea's configuration become.
class KeaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"hw-address\": \"52:54:00:00:00:01\" | 52:54:00:00:00:01 - -",
                "\"hw-address\": \"525400000001\", \"hostname\": \"web\" | 52:54:00:00:00:01 - web",
                "\"client-id\": \"01:52:54:00:00:00:01\", \"ip-address\": \"10.0.0.1\" | 52:54:00:00:00:01 10.0.0.1 -",
                "\"client-id\": \"ff0000000100030001525400000001\" | 52:54:00:00:00:01 - -",
                "\"duid\": \"00:03:00:01:52:54:00:00:00:01\" | 52:54:00:00:00:01 - -",
                "\"hw-address\": \"52:54:00:00:00:01\", \"option-data\": [], \"next-server\": \"\" | 52:54:00:00:00:01 - -"
            })
    void aReservationIsAMachine(String members, String machine) {
        var imported = Imported.of(Format.KEA, "{ \"Dhcp4\": { \"reservations\": [ {" + members + "} ] } }");

        assertThat(imported.machines()).containsExactly(machine);
        assertThat(imported.left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"circuit-id\": \"'port'\" | f:1: Dhcp4.reservations[0] {circuit-id}: names no Ethernet address, by which machines are known",
                "\"hw-address\": \"06:52\" | f:1: Dhcp4.reservations[0].hw-address = \"06:52\": not an Ethernet address",
                "\"hw-address\": \"52:54:00:00:00:01\", \"ip-address\": \"x\" | f:1: Dhcp4.reservations[0].ip-address = \"x\": not an IPv4 address",
                "\"hw-address\": \"52:54:00:00:00:01\", \"hostname\": \"a_b\" | f:1: Dhcp4.reservations[0].hostname = \"a_b\": imported without it: not a host name",
                "\"hw-address\": [ 1 ] | f:1: Dhcp4.reservations[0].hw-address = [1]: not a single value"
            })
    void aReservationIsLeftWithAReason(String members, String left) {
        var imported = Imported.of(Format.KEA, "{ \"Dhcp4\": { \"reservations\": [ {" + members + "} ] } }");

        assertThat(imported.left()).first().isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ \"Dhcp4\": { | f:1: nothing of f was read: the name of a member is expected, not the end of the file",
                "{ \"Dhcp4\" [ ] } | f:1: nothing of f was read: a colon is expected, not [",
                "{ \"Dhcp4\": { \"a\": tru } } | f:1: nothing of f was read: no JSON: tru",
                "[ 1 2 ] | f:1: nothing of f was read: a comma or ] is expected, not 2",
                "{ } { } | f:1: nothing of f was read: more after the end of the JSON value",
                "{ \"Dhcp6\": { \"a\": 1 } } | f:1: Dhcp4: there is none to import",
                "[ 1 ] | f:1: [1]: not a configuration of Kea: no object",
                "# nothing | f:1: nothing of f was read: JSON is expected, not the end of the file",
                "{ \"Dhcp4\": { \"subnet4\": [ { \"subnet\": \"10.0.0.0\" } ] } } | f:1: Dhcp4.subnet4[0] {subnet}: names no network of the form 192.168.77.0/24",
                "{ \"Dhcp4\": { \"subnet4\": [ { \"subnet\": \"10.0.0.0/24\", \"pools\": [ { \"pool\": \"10.0.0.9\" } ] } ] } } | f:1: Dhcp4.subnet4[0].pools[0] {pool}: not a range of addresses: 10.0.0.9",
                "{ \"Dhcp4\": { \"subnet4\": { } } , \"x\": 1 } | f:1: x = 1: this service has nothing like it",
                "{ \"Dhcp4\": { \"hosts-database\": { \"type\": \"mysql\" } } } | f:1: Dhcp4.hosts-database = {type}: its reservations are in a database, not in this file",
                "{ \"Dhcp4\": { \"interfaces-config\": { \"interfaces\": [ \"*\" ] } } } | f:1: Dhcp4.interfaces-config.interfaces = [1]: interfaces are named one by one; see dhcp.interfaces"
            })
    void isLeftWithAReason(String text, String left) {
        assertThat(Imported.of(Format.KEA, text).left())
                .anySatisfy(line -> assertThat(line).startsWith(left));
    }

    @Test
    void commentsAndCommasTooManyAreAllowed() {
        var imported = Imported.of(Format.KEA, """
                # one
                { // two
                  "Dhcp4": { /* three
                     "subnet4": [ */
                    "interfaces-config": { "interfaces": [ "eth0", "eth1/10.0.0.1", ], },
                    "subnet4": [ { "subnet": "10.0.0.0/24", "comment": "# no // comment", }, ],
                  },
                }
                """);

        assertThat(imported.properties())
                .containsExactly(
                        "dhcp.interfaces=eth0,eth1",
                        "dhcp.subnets.net-10-0-0-0-24.network=10.0.0.0/24",
                        "dhcp.subnets.net-10-0-0-0-24.lease-time=2H");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void anIncludedFileStandsWhereItIsNamed() {
        var imported = Imported.of(
                Format.KEA,
                """
                { "Dhcp4": {
                    <?include "global.json"?>,
                    "option-data": <?include
                        "options.json"?>,
                    "subnet4": [ <?include "a.json"?>, { "subnet": "10.0.0.0/24" } ],
                    "comment": "<?include \\"none.json\\"?>" // <?include "none.json"?>
                } }
                """,
                Map.of(
                        "global.json", "# ours\n\"valid-lifetime\": 60",
                        "options.json", "[ { \"code\": 3, \"data\": \"10.0.0.1\" } ]",
                        "a.json", "{ \"subnet\": \"10.1.0.0/24\",\n  \"pools\": 7 }"));

        assertThat(imported.properties())
                .containsExactly(
                        "dhcp.subnets.net-10-1-0-0-24.network=10.1.0.0/24",
                        "dhcp.subnets.net-10-1-0-0-24.routers=10.0.0.1",
                        "dhcp.subnets.net-10-1-0-0-24.lease-time=1M",
                        "dhcp.subnets.net-10-0-0-0-24.network=10.0.0.0/24",
                        "dhcp.subnets.net-10-0-0-0-24.routers=10.0.0.1",
                        "dhcp.subnets.net-10-0-0-0-24.lease-time=1M");
        assertThat(imported.left()).containsExactly("a.json:2: Dhcp4.subnet4[0].pools = 7: not a list of objects");
    }

    /// The rest of the file is read all the same.
    @Test
    void aFileThatCannotBeIncludedIsTold() {
        var imported = Imported.of(Format.KEA, """
                { "Dhcp4": {
                    "option-data": <?include "b.json"?>,
                    "subnet4": [ <?include "a.json"?>, { "subnet": "10.0.0.0/24" } ],
                    <?include a.json ?>
                } }
                """);

        assertThat(imported.plan().subnets()).hasSize(1);
        assertThat(imported.left())
                .containsExactly(
                        "f:2: <?include \"b.json\"?>: there is no b.json",
                        "f:3: <?include \"a.json\"?>: there is no a.json",
                        "f:4: <?include a.json ?>: not of the form <?include \"FILE\"?>");
    }

    @Test
    void stringsHaveTheirEscapes() {
        var imported = Imported.of(
                Format.KEA,
                "{ \"Dhcp4\": { \"reservations\": [ { \"hw-address\": \"52:54:00:00:00:01\","
                        + " \"hostname\": \"a\\u0062\\\"\" } ] } }");

        assertThat(imported.left())
                .containsExactly(
                        "f:1: Dhcp4.reservations[0].hostname = \"ab\"\": imported without it: not a host name");
    }

    @Test
    void theNearestScopeCounts() {
        var imported = Imported.of(Format.KEA, """
                { "Dhcp4": {
                    "valid-lifetime": 600,
                    "option-data": [ { "name": "routers", "data": "10.0.0.1" }, { "code": 6, "data": "10.0.0.2,10.0.0.3" } ],
                    "shared-networks": [ { "name": "n", "option-data": [ { "name": "domain-name", "data": "n.example" } ],
                      "subnet4": [ { "subnet": "10.1.0.0/24", "valid-lifetime": 90 } ] } ],
                    "subnet4": [ { "subnet": "10.0.0.0/24", "option-data": [ { "code": 3, "data": "10.0.0.9" } ] } ] } }
                """);

        assertThat(imported.properties())
                .containsExactly(
                        "dhcp.subnets.net-10-1-0-0-24.network=10.1.0.0/24",
                        "dhcp.subnets.net-10-1-0-0-24.routers=10.0.0.1",
                        "dhcp.subnets.net-10-1-0-0-24.domain-name-servers=10.0.0.2,10.0.0.3",
                        "dhcp.subnets.net-10-1-0-0-24.domain-name=n.example",
                        "dhcp.subnets.net-10-1-0-0-24.lease-time=90S",
                        "dhcp.subnets.net-10-0-0-0-24.network=10.0.0.0/24",
                        "dhcp.subnets.net-10-0-0-0-24.routers=10.0.0.9",
                        "dhcp.subnets.net-10-0-0-0-24.domain-name-servers=10.0.0.2,10.0.0.3",
                        "dhcp.subnets.net-10-0-0-0-24.lease-time=10M");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void optionsAndBoundsAreTakenOver() {
        var imported = Imported.of(Format.KEA, """
                { "Dhcp4": { "subnet4": [ {
                    "subnet": "10.0.0.0/24", "valid-lifetime": 600, "min-valid-lifetime": 300, "max-valid-lifetime": 900,
                    "option-data": [
                      { "name": "ntp-servers", "data": "10.0.0.4, 10.0.0.5" },
                      { "code": 26, "data": "9000", "always-send": true },
                      { "name": "x", "data": "y" },
                      { "code": 209, "space": "dhcp4", "csv-format": false, "data": "0a" } ] } ] } }
                """);

        assertThat(imported.properties())
                .containsExactly(
                        "dhcp.subnets.net-10-0-0-0-24.network=10.0.0.0/24",
                        "dhcp.subnets.net-10-0-0-0-24.forced-options.26=9000",
                        "dhcp.subnets.net-10-0-0-0-24.options.42=10.0.0.4,10.0.0.5",
                        "dhcp.subnets.net-10-0-0-0-24.lease-time=10M",
                        "dhcp.subnets.net-10-0-0-0-24.min-lease-time=5M",
                        "dhcp.subnets.net-10-0-0-0-24.max-lease-time=15M");
        assertThat(imported.left()).hasSize(2);
    }
}
