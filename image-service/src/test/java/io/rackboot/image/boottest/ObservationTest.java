package io.rackboot.image.boottest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservationTest {
    private final Observation observation = new Observation();

    @Test
    void aMachineThatReportsIsUp() {
        observation.reported("kernel-started", "uptime 2.1\n");
        assertThat(observation.end()).isEmpty();
        observation.reported("boot-complete", "uptime 3.5\n");
        assertThat(observation.end())
                .contains(
                        new TrialEnd(true, "boot-complete", "the machine reported boot-complete", Optional.of("3.5")));
        observation.over("too late");
        assertThat(observation.end().orElseThrow().passed()).isTrue();
    }

    @Test
    void aMachineThatFailsSaysWhereAndWhy() {
        observation.reported("boot-failed", "uptime 4\nstage root\nreason no\u001b[31m disk\n\nlog\nreason other\n");
        assertThat(observation.end()).contains(new TrialEnd(false, "root", "no?[31m disk", Optional.of("4")));
    }

    @Test
    void whatAMachineWithoutReportsSaysIsNotBelieved() {
        observation.line("rackboot: boot-complete, not reported", false);
        assertThat(observation.end()).isEmpty();
        observation.line("[    0.000000] Linux version 6.1", true);
        observation.line("Please press Enter. rackboot: boot-complete, not reported: no rackboot.phone-home", true);
        assertThat(observation.end().orElseThrow().passed()).isTrue();
    }

    @Test
    void aKernelIsKnownByItsLines() {
        observation.line("SeaBIOS (version 1.16)", false);
        assertThat(observation.sign()).isFalse();
        observation.line("[    0.012345] Command line: x", false);
        assertThat(observation.sign()).isTrue();
    }

    @Test
    void onlyTheEndOfALongConsoleIsKept() {
        IntStream.rangeClosed(1, 5000).forEach(i -> observation.line("line " + i, false));
        assertThat(observation.console()).hasSize(2000).startsWith("line 3001").endsWith("line 5000");
    }
}
