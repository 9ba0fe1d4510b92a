package io.rackboot.dhcp.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Xid;
import io.rackboot.events.BootClient;
import io.rackboot.events.MachineId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootAttemptsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final MachineId MACHINE = machine(1);

    private final BootAttempts attempts = new BootAttempts();

    @Test
    void remembersAMinutePerProgram() {
        assertThat(note(0, "a")).containsExactly("a");
        assertThat(note(20, "b")).containsExactly("a", "b");
        assertThat(note(59, "c")).containsExactly("a", "b", "c");
        assertThat(note(62, "d")).containsExactly("b", "c", "d");
        assertThat(attempts.note(MACHINE, BootClient.IPXE, new Xid(1), "x", at(62)))
                .containsExactly("x");
        assertThat(attempts.note(machine(2), BootClient.PXE, new Xid(1), "y", at(62)))
                .containsExactly("y");
        assertThat(given(new Xid(99), 79)).containsExactly("b", "c", "d");
        assertThat(given(new Xid(99), 80)).containsExactly("c", "d");
    }

    @Test
    void aRepeatedRequestIsTheSameAttempt() {
        note(0, "a");

        assertThat(attempts.note(MACHINE, BootClient.PXE, new Xid(0), "a", at(30)))
                .isEmpty();
        assertThat(given(new Xid(0), 30)).isEmpty();
        assertThat(given(new Xid(1), 30)).containsExactly("a");
    }

    @Test
    void soAreTheFourDiscoversOfUBoot() {
        for (int i = 0; i < 4; i++) {
            attempts.note(MACHINE, BootClient.PXE, new Xid(i), "a", NOON.plusMillis(200L * i));
        }

        assertThat(given(new Xid(9), 1)).containsExactly("a");
        assertThat(note(2, "a")).containsExactly("a", "a");
    }

    @Test
    void aMachineWhoseSystemRunsBeginsAnew() {
        note(0, "a");
        note(10, "a");

        attempts.forget(machine(2));
        assertThat(given(new Xid(99), 20)).containsExactly("a", "a");
        attempts.forget(MACHINE);
        assertThat(given(new Xid(99), 20)).isEmpty();
    }

    @Test
    void forgetsTheMachinesThatAskedLongestAgo() {
        note(0, "a");
        for (int i = 2; i <= 4096; i++) {
            attempts.note(machine(i), BootClient.PXE, new Xid(i), "a", at(1));
        }
        assertThat(given(new Xid(99), 2)).containsExactly("a");

        attempts.note(machine(4097), BootClient.PXE, new Xid(4097), "a", at(2));

        assertThat(given(new Xid(99), 2)).isEmpty();
    }

    @Test
    void keepsNoMoreThanItNeedsOfAMachineThatAsksOnAndOn() {
        for (int i = 0; i < 1000; i++) {
            attempts.note(MACHINE, BootClient.PXE, new Xid(i), "a", at(2 * i));
        }

        assertThat(given(new Xid(5000), 1998)).hasSize(30);
    }

    private List<String> note(int second, String file) {
        return attempts.note(MACHINE, BootClient.PXE, new Xid(second), file, at(second));
    }

    private List<String> given(Xid xid, int second) {
        return attempts.given(MACHINE, BootClient.PXE, xid, at(second));
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }

    private static MachineId machine(int number) {
        return MachineId.ofMac("52:54:00:00:%02x:%02x".formatted(number >> 8, number & 0xff))
                .orElseThrow();
    }
}
