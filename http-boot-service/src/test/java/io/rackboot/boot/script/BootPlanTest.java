package io.rackboot.boot.script;

import static io.rackboot.boot.script.Scripts.arguments;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootPlanTest {
    @Test
    void theFirstStageIsToldWhereTheFileOfTheRootIs() {
        var plan = new BootPlan(
                Scripts.MACHINE,
                "hello.1",
                "default",
                Scripts.SERVER,
                new PlannedFile("1".repeat(64), "vmlinuz"),
                Optional.of(Scripts.initrd()),
                List.of(),
                Optional.of(new PlannedFile("3".repeat(64), "root.squashfs")),
                arguments("quiet"),
                "TOKEN");
        assertThat(plan.commandLine().line())
                .isEqualTo("quiet BOOTIF=01-52-54-00-a1-b2-c3"
                        + " rackboot.phone-home=http://192.168.77.1/boot/525400a1b2c3/phone-home rackboot.token=TOKEN"
                        + " rackboot.root=http://192.168.77.1/boot/525400a1b2c3/artifacts/" + "3".repeat(64)
                        + "/root.squashfs");
    }
}
