package io.rackboot.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Loader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseQueryTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Machines NOBODY = _ -> Optional.empty();
    private static final Lease ONE =
            lease(1, "10.0.0.1", "rack", Optional.of("node1"), Optional.of("01aabb"), Lease.State.BOUND);
    private static final Lease TWO =
            lease(2, "10.0.0.2", "rack", Optional.empty(), Optional.empty(), Lease.State.BOUND);
    private static final Lease THREE =
            lease(3, "10.9.0.1", "far", Optional.of("node3"), Optional.empty(), Lease.State.EXPIRED);
    private static final List<Lease> ALL = List.of(THREE, TWO, ONE);

    @Test
    void withoutParametersAllComeByAddress() {
        assertThat(page(Map.of())).isEqualTo(new LeaseQuery.Page(List.of(ONE, TWO, THREE), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state | bound | 1 2",
                "state | expired | 3",
                "state | declined | ''",
                "subnet | far | 3",
                "subnet | near | ''",
                "machine | 525400000002 | 2",
                "machine | 525400000009 | 1",
                "chaddr | 52:54:00:00:00:03 | 3",
                "chaddr | 52-54-00-00-00-03 | 3",
                "chaddr | 525400000003 | 3",
                "client-identifier | 01AABB | 1",
                "host-name | NODE3 | 3",
                "after | 10.0.0.1 | 2 3",
                "after | 10.9.0.1 | ''",
                "limit | 10000 | 1 2 3"
            })
    void eachParameterNarrowsTheList(String name, String value, String numbers) {
        // The machine of ONE is called by another of its addresses.
        Machines machines = hardware -> hardware.equals(ONE.hardware())
                ? Optional.of(
                        new Machine(new MachineId("525400000009"), Optional.empty(), Optional.empty(), Loader.AUTO))
                : Optional.empty();

        var page = LeaseQuery.of(Map.of(name, List.of(value)), machines).page(ALL);

        var expected = IntStream.rangeClosed(1, 3)
                .filter(number -> numbers.contains(Integer.toString(number)))
                .mapToObj(number -> List.of(ONE, TWO, THREE).get(number - 1))
                .toList();
        assertThat(page).isEqualTo(new LeaseQuery.Page(expected, true));
    }

    @Test
    void parametersNarrowItTogether() {
        assertThat(page(Map.of("state", List.of("bound"), "host-name", List.of("node3")))
                        .leases())
                .isEmpty();
        assertThat(page(Map.of("state", List.of("bound"), "subnet", List.of("rack"), "after", List.of("10.0.0.1")))
                        .leases())
                .containsExactly(TWO);
    }

    @Test
    void aHundredThousandLeasesComePageByPage() {
        var first = Ip4Address.parse("10.0.0.1");
        var leases = new ArrayList<Lease>();
        for (int i = 0; i < 100_000; i++) {
            leases.add(
                    lease(i, first.plus(i).toString(), "wide", Optional.empty(), Optional.empty(), Lease.State.BOUND));
        }
        var mixed = new ArrayList<>(leases);
        Collections.shuffle(mixed, new Random(42));

        var read = new ArrayList<Lease>();
        var parameters = new HashMap<String, List<String>>(Map.of("limit", List.of("9999")));
        LeaseQuery.Page page;
        long begun = System.nanoTime();
        int pages = 0;
        do {
            page = LeaseQuery.of(parameters, NOBODY).page(mixed);
            read.addAll(page.leases());
            pages++;
            parameters.put("after", List.of(page.leases().getLast().address().toString()));
        } while (!page.isLast());
        var took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(pages).isEqualTo(11);
        assertThat(read).isEqualTo(leases);
        System.out.println("100,000 leases were read in " + pages + " pages in " + took.toMillis() + " ms");
    }

    @Test
    void aPageThatIsJustFullIsTheLast() {
        assertThat(page(Map.of("limit", List.of("3")))).isEqualTo(new LeaseQuery.Page(List.of(ONE, TWO, THREE), true));
        assertThat(page(Map.of("limit", List.of("2")))).isEqualTo(new LeaseQuery.Page(List.of(ONE, TWO), false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state | bond | state: 'bond' is none of bound, released, expired, declined",
                "chaddr | 52:54 | chaddr: not an Ethernet address: 52:54",
                "chaddr | node1 | chaddr: not an Ethernet address: node1",
                "after | 10.0.0 | after: not an IPv4 address: 10.0.0",
                "limit | 0 | limit: must be 1 to 10000, not 0",
                "limit | 10001 | limit: must be 1 to 10000, not 10001",
                "limit | all | limit: must be 1 to 10000, not all",
                "limit | -1 | limit: must be 1 to 10000, not -1",
                "stat | bound | stat: is no parameter; there are state, subnet, machine, chaddr, client-identifier, host-name, after, limit"
            })
    void anErrorNamesItsParameter(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page(Map.of(name, List.of(value))))
                .withMessage(message);
    }

    @Test
    void aParameterTwiceIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page(Map.of("state", List.of("bound", "expired"))))
                .withMessage("state: is given 2 times");
    }

    private static LeaseQuery.Page page(Map<String, List<String>> parameters) {
        return LeaseQuery.of(parameters, NOBODY).page(ALL);
    }

    private static Lease lease(
            int number,
            String address,
            String subnet,
            Optional<String> hostName,
            Optional<String> clientIdentifier,
            Lease.State state) {
        var mac = "5254%08x".formatted(number);
        return new Lease(
                Ip4Address.parse(address),
                new ClientKey(mac),
                HardwareAddress.ofMac(mac),
                clientIdentifier.map(Octets::ofHex),
                subnet,
                hostName,
                NOON,
                NOON.plusSeconds(600),
                state);
    }
}
