package io.rackboot.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {
    @ParameterizedTest
    @CsvSource({
        "192.168.77.0, 0, network: prefix length 0 is not in 1..30",
        "192.168.77.0, 31, network: prefix length 31 is not in 1..30",
        "192.168.77.0, -1, network: prefix length -1 is not in 1..30",
        "192.168.77.1, 24, 'network: 192.168.77.1/24 has host bits set, meant 192.168.77.0/24?'",
        "192.168.77.4, 29, 'network: 192.168.77.4/29 has host bits set, meant 192.168.77.0/29?'",
        "10.0.0.0, 1, 'network: 10.0.0.0/1 has host bits set, meant 0.0.0.0/1?'"
    })
    void refusesWhatIsNoNetwork(String network, int prefixLength, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subnet(network, prefixLength))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.77.0-192.168.77.9, ranges: 192.168.77.0-192.168.77.9 is not within 192.168.77.1-192.168.77.254",
        "192.168.77.9-192.168.77.255, ranges: 192.168.77.9-192.168.77.255 is not within 192.168.77.1-192.168.77.254",
        "192.168.76.9-192.168.77.9, ranges: 192.168.76.9-192.168.77.9 is not within 192.168.77.1-192.168.77.254",
        "192.168.77.9-192.168.78.9, ranges: 192.168.77.9-192.168.78.9 is not within 192.168.77.1-192.168.77.254",
        "10.0.0.1-10.0.0.9, ranges: 10.0.0.1-10.0.0.9 is not within 192.168.77.1-192.168.77.254"
    })
    void refusesARangeBeyondTheHosts(String range, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subnet("192.168.77.0", 24, range))
                .withMessage(message + ", the hosts of network 192.168.77.0/24");
    }

    @Test
    void refusesRangesThatOverlapNamingBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subnet(
                        "192.168.77.0",
                        24,
                        "192.168.77.10-192.168.77.20",
                        "192.168.77.30-192.168.77.40",
                        "192.168.77.20-192.168.77.29"))
                .withMessage("ranges: 192.168.77.10-192.168.77.20 and 192.168.77.20-192.168.77.29 overlap");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT29.999999999S", "PT0S", "PT-1M", "PT1193046H28M15S"})
    void refusesALeaseTimeThatOption51CannotSay(String leaseTime) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withLeaseTime(Duration.parse(leaseTime)))
                .withMessage("lease-time: " + leaseTime + " is not in PT30S..PT1193046H28M14S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT30S", "PT1H", "PT1193046H28M14S"})
    void takesTheShortestAndTheLongestLeaseTime(String leaseTime) {
        assertThat(withLeaseTime(Duration.parse(leaseTime)).leaseTime()).isEqualTo(Duration.parse(leaseTime));
    }

    @Test
    void rangesMayFillAllHostsSideBySide() {
        var subnet = subnet("192.168.77.0", 30, "192.168.77.2", "192.168.77.1");

        assertThat(subnet.ranges()).containsExactly(Range.parse("192.168.77.2"), Range.parse("192.168.77.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.77.127, false, false, false",
        "192.168.77.128, true, false, false",
        "192.168.77.129, true, true, false",
        "192.168.77.140, true, true, true",
        "192.168.77.150, true, true, true",
        "192.168.77.151, true, true, false",
        "192.168.77.160, true, true, true",
        "192.168.77.190, true, true, false",
        "192.168.77.191, true, false, false",
        "192.168.77.192, false, false, false"
    })
    void tellsItsHostsAndItsRanges(String text, boolean contained, boolean host, boolean inRanges) {
        var subnet = subnet("192.168.77.128", 26, "192.168.77.140-192.168.77.150", "192.168.77.160");
        var address = Ip4Address.parse(text);

        assertThat(subnet.contains(address)).isEqualTo(contained);
        assertThat(subnet.isHost(address)).isEqualTo(host);
        assertThat(subnet.inRanges(address)).isEqualTo(inRanges);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.77.128, 26, 255.255.255.192, 192.168.77.191",
        "10.0.0.0, 8, 255.0.0.0, 10.255.255.255",
        "128.0.0.0, 1, 128.0.0.0, 255.255.255.255"
    })
    void tellsItsMaskAndBroadcastAddress(String network, int prefixLength, String mask, String broadcast) {
        var subnet = subnet(network, prefixLength);

        assertThat(subnet.mask()).isEqualTo(Ip4Address.parse(mask));
        assertThat(subnet.broadcast()).isEqualTo(Ip4Address.parse(broadcast));
        assertThat(subnet.cidr()).isEqualTo(network + "/" + prefixLength);
    }

    private static Subnet withLeaseTime(Duration leaseTime) {
        return subnet("192.168.77.0", 24, leaseTime, List.of());
    }

    private static Subnet subnet(String network, int prefixLength, String... ranges) {
        return subnet(
                network,
                prefixLength,
                Duration.ofHours(1),
                Stream.of(ranges).map(Range::parse).toList());
    }

    private static Subnet subnet(String network, int prefixLength, Duration leaseTime, List<Range> ranges) {
        return new Subnet(
                "rack",
                Ip4Address.parse(network),
                prefixLength,
                ranges,
                List.of(),
                List.of(),
                Optional.empty(),
                leaseTime);
    }
}
