package io.rackboot.inventory.boot;

import static io.rackboot.inventory.boot.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.BootClient;
import io.rackboot.events.FileRole;
import io.rackboot.events.Firmware;
import io.rackboot.events.Stage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    @Test
    void theDeadlineOfAStageIsCountedFromItsLastProgress() {
        var minute = Duration.ofMinutes(1);
        var deadlines = new Deadlines(minute, minute, minute, minute, Duration.ofMinutes(5), minute);
        var boot = Played.only(
                Story.begin().requested(0, Firmware.BIOS, BootClient.IPXE).fetched(2, FileRole.KERNEL, "/k", 1));

        assertThat(deadlines.overdue(boot, at(301.9))).isEqualTo(Optional.empty());
        assertThat(deadlines.overdue(boot, at(302)))
                .contains(new Happening.Overdue(Stage.KERNEL, at(2), Duration.ofMinutes(5)));
        assertThat(deadlines.overdue(Played.only(Story.begin().bios(0, "b1")), at(10_000)))
                .isEmpty();
    }
}
