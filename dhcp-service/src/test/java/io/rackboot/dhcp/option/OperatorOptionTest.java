package io.rackboot.dhcp.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorOptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ip-forwarding          | true                        | 19  | 01",
                "ip-forwarding          | false                       | 19  | 00",
                "default-ip-ttl         | 64                          | 23  | 40",
                "interface-mtu          | 9000                        | 26  | 2328",
                "26                     | 68                          | 26  | 0044",
                "arp-cache-timeout      | 4294967295                  | 35  | ffffffff",
                "time-offset            | -3600                       | 2   | fffff1f0",
                "path-mtu-plateau-table | 68,576                      | 25  | 00440240",
                "broadcast-address      | 10.1.255.255                | 28  | 0a01ffff",
                "ntp-servers            | 10.0.0.1, 10.0.0.2          | 42  | 0a0000010a000002",
                "150                    | 10.0.0.1                    | 150 | 0a000001",
                "static-routes          | 10.1.0.0 10.0.0.1           | 33  | 0a0100000a000001",
                "host-name              | nüd                         | 12  | 6ec3bc64",
                "wpad                   | http://10.0.0.1/wpad.dat    | 252 | 687474703a2f2f31302e302e302e312f777061642e646174",
                "boot-file-name         | hex:612e30 00               | 67  | 612e3000",
                "domain-search          | rack.example,example.       | 119 | 047261636b076578616d706c6500c005",
                "lost-server            | l.example                   | 137 | 016c076578616d706c6500",
                "121                    | 10.0.0.0/8 via 10.9.0.2,default via 10.9.0.1 | 121 | 080a0a090002000a090001",
                "249                    | 10.0.0.0/8 via 10.9.0.2     | 249 | 080a0a090002",
                "vendor-encapsulated-options | 01:04:c0:A8:00:01      | 43  | 0104c0a80001",
                "124                    | -                           | 124 | ''",
                "224                    | ip-list:10.0.0.1,10.0.0.2   | 224 | 0a0000010a000002",
                "225                    | u8-list:1,2,255             | 225 | 0102ff",
                "226                    | string: a:b                 | 226 | 613a62",
                "227                    | routes:default via 10.0.0.1 | 227 | 000a000001",
                "254                    | boolean:true                | 254 | 01",
            })
    void readsWhatPeopleWrite(String option, String value, int code, String hex) {
        assertThat(OperatorOption.parse(option, value)).isEqualTo(new OperatorOption(code, Octets.ofHex(hex)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ntp-server       | 10.0.0.1   | no option of this name is known; its number, 1 to 254, can be said instead",
                "subnet-mask      | 10.0.0.1   | no option of this name is known; its number, 1 to 254, can be said instead",
                "0                | hex:00     | option numbers are 1 to 254",
                "255              | hex:00     | option numbers are 1 to 254",
                "12345678901      | hex:00     | option numbers are 1 to 254",
                "1                | 255.0.0.0  | this option cannot be set, the protocol has its value",
                "51               | 60         | this option cannot be set, the protocol has its value",
                "82               | hex:0101ff | this option cannot be set, the protocol has its value",
                "ip-forwarding    | yes        | neither true nor false: yes",
                "interface-mtu    | 67         | below 68: 67",
                "interface-mtu    | 65536      | not a number of 0..65535: 65536",
                "interface-mtu    | -1         | not a number of 0..65535: -1",
                "interface-mtu    | hex:05dc   | not a number of 0..65535: hex:05dc",
                "time-offset      | 2147483648 | not a number of -2147483648..2147483647: 2147483648",
                "ntp-servers      | 10.0.0     | not an IPv4 address: 10.0.0",
                "ntp-servers      | 10.0.0.1,  | not an IPv4 address:",
                "static-routes    | 10.1.0.0   | not a pair of addresses, such as 10.1.0.0 192.168.77.2: 10.1.0.0",
                "domain-search    | a..b       | not a domain name: a..b",
                "121              | 10.0.0.0/8 | not a route, such as 10.0.0.0/8 via 192.168.77.2 or default via 192.168.77.1: 10.0.0.0/8",
                "121              | 10.0.0.0 via 10.0.0.1 | not a route, such as 10.0.0.0/8 via 192.168.77.2 or default via 192.168.77.1: 10.0.0.0 via 10.0.0.1",
                "121              | 10.0.0.1/8 via 10.0.0.1 | route 10.0.0.1/8 has host bits set, meant 10.0.0.0/8?",
                "121              | 10.0.0.0/33 via 10.0.0.1 | prefix length 33 is not in 0..32",
                "43               | 0104c      | not bytes in hex, such as 0a0b0c: 0104c",
                "43               | text       | not bytes in hex, such as 0a0b0c: text",
                "host-name        | ''         | no text",
                "224              | u16:70000  | not a number of 0..65535: 70000",
            })
    void refusesTheRest(String option, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorOption.parse(option, value))
                .satisfies(e -> assertThat(e.getMessage().strip()).isEqualTo(message));
    }

    @Test
    void saysWhichTypesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorOption.parse("224", "10.0.0.1"))
                .withMessage(
                        "option 224 has no type by itself, say it in front, as in ip:192.168.77.1; types are boolean,"
                                + " u8, u16, u32, s32, u8-list, u16-list, ip, ip-list, ip-pairs, string, domain, domain-list,"
                                + " routes, hex");
    }
}
