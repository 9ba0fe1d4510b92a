package io.rackboot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Machines without a disk and with unmodified firmware come up, and the facts on NATS tell the whole story.
@ExtendWith(Lab.class)
class BootIT {
    @ParameterizedTest(name = "{0}")
    @CsvSource({"bios, 52:54:00:00:01:01", "uefi, 52:54:00:00:01:02", "uefi-http, 52:54:00:00:01:03"})
    void bootsToBootComplete(String firmware, String mac, Lab.Rack rack) {
        // Given
        var id = mac.replace(":", "");
        rack.step("machine", mac, "node-" + firmware, "demo").success();
        try (var told = Story.of(rack, "boot.r1." + id + ".>")) {
            // When
            rack.step("on", firmware, mac).success();
            var story = told.until(t -> t.fact().matches("boot-complete|boot-failed"), Duration.ofSeconds(120));
            // Then
            rack.step("off", mac).success();
            assertThat(story).extracting(Story.Told::fact).containsSubsequence(facts(firmware));
            assertThat(story)
                    .allSatisfy(
                            t -> assertThat(t.data().get("machine").asText()).isEqualTo(id));
            assertThat(story)
                    .allSatisfy(t -> assertThat(t.data().get("rack").asText()).isEqualTo("r1"));
            assertThat(story)
                    .allSatisfy(t -> assertThat(t.event().get("time").asText()).endsWith("Z"));
            assertThat(story.getFirst().data().get("firmware").asText()).isEqualTo(firmware);
            assertThat(fetched(story)).containsSubsequence(roles(firmware));
            assertThat(rack.get("http://" + Lab.SERVER + ":8080/boots"))
                    .contains(id)
                    .contains("complete");
        }
    }

    private static List<String> facts(String firmware) {
        return firmware.equals("bios")
                ? List.of("boot-requested", "lease-granted", "file-fetched", "kernel-started", "boot-complete")
                : List.of(
                        "boot-requested",
                        "lease-granted",
                        "file-fetched",
                        "boot-requested",
                        "file-fetched",
                        "kernel-started",
                        "boot-complete");
    }

    private static List<String> roles(String firmware) {
        return firmware.equals("bios")
                ? List.of("script", "kernel", "initrd")
                : List.of("loader", "script", "kernel", "initrd");
    }

    private static List<String> fetched(List<Story.Told> story) {
        return story.stream()
                .filter(t -> t.fact().equals("file-fetched"))
                .filter(t -> t.data().get("outcome").asText().equals("complete"))
                .map(t -> t.data().get("role").asText())
                .toList();
    }
}
