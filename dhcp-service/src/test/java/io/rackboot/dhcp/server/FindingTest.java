package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /// Hosts are numbered; 1 and 10 are two cards of one machine.
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # the last lease, its client, offered to, who answers (- where that is not known), what it means
            -,        -, -, 3,  CONFLICT
            -,        -, -, -,  CONFLICT
            -,        -, 1, 3,  CONFLICT
            -,        -, 1, 1,  NOTHING
            -,        -, 1, 10, NOTHING
            -,        -, 1, -,  CONFLICT
            BOUND,    1, -, 1,  NOTHING
            BOUND,    1, -, 3,  NOTHING
            RELEASED, 1, -, 1,  FORMER_CLIENT
            RELEASED, 1, -, 10, FORMER_CLIENT
            RELEASED, 1, -, -,  FORMER_CLIENT
            RELEASED, 1, -, 3,  CONFLICT
            EXPIRED,  1, -, 1,  FORMER_CLIENT
            EXPIRED,  1, 1, 1,  NOTHING
            EXPIRED,  1, 1, -,  NOTHING
            EXPIRED,  1, 1, 3,  CONFLICT
            EXPIRED,  1, 2, 1,  CONFLICT
            EXPIRED,  1, 2, -,  CONFLICT
            DECLINED, 3, -, 3,  NOTHING
            DECLINED, 3, 1, 3,  NOTHING
            """)
    void judgesAnAnswer(Lease.State state, Integer holder, Integer offeredTo, Integer by, Finding expected) {
        assertThat(find(Optional.ofNullable(state).map(was -> lease(was, holder)), host(offeredTo), host(by), NOON))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"3, CONFLICT", "1, CONFLICT", "-, CONFLICT"})
    void whoIsStillThereAfterTheQuarantineIsFoundAgain(Integer by, Finding expected) {
        assertThat(find(Optional.of(lease(Lease.State.DECLINED, 3)), Optional.empty(), host(by), NOON.plusSeconds(601)))
                .isEqualTo(expected);
    }

    private static Finding find(
            Optional<Lease> last, Optional<HardwareAddress> offeredTo, Optional<HardwareAddress> by, Instant now) {
        return Finding.of(last, offeredTo, by, FindingTest::same, now);
    }

    private static boolean same(HardwareAddress one, HardwareAddress other) {
        return machine(one) == machine(other);
    }

    private static int machine(HardwareAddress hardware) {
        int number = hardware.bytes().at(5);
        return number == 10 ? 1 : number;
    }

    private static Optional<HardwareAddress> host(Integer number) {
        return Optional.ofNullable(number).map(present -> HardwareAddress.ofMac("5254000000%02x".formatted(present)));
    }

    private static Lease lease(Lease.State state, Integer holder) {
        var hardware = host(holder).orElseThrow();
        return new Lease(
                Ip4Address.parse("192.168.77.100"),
                ClientKey.of(hardware, Optional.empty()).orElseThrow(),
                hardware,
                Optional.empty(),
                "rack",
                Optional.empty(),
                NOON,
                NOON.plusSeconds(600),
                state);
    }
}
