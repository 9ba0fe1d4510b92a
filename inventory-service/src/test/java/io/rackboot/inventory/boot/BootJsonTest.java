package io.rackboot.inventory.boot;

import static io.rackboot.inventory.boot.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BootJsonTest {

    @Test
    void theJsonOfABootIsTheContractOfThePage() {
        var json = BootJson.of(Played.only(Story.begin().bios(0, "b1")));

        assertThat(json.get("id").textValue()).isEqualTo("525400123456-" + at(0).toEpochMilli());
        assertThat(json.get("outcome").textValue()).isEqualTo("complete");
        assertThat(json.get("duration").decimalValue()).isEqualByComparingTo("6.2");
        assertThat(json.get("stages").get(2).toString()).isEqualTo("{\"stage\":\"script\",\"since\":0.400}");
        assertThat(json.get("steps").get(3).toString())
                .isEqualTo("{\"step\":\"fetched\",\"time\":\"2026-11-20T10:00:00.900Z\",\"since\":0.900,"
                        + "\"path\":\"/boot/525400123456/artifacts/aa/vmlinuz\",\"role\":\"kernel\","
                        + "\"protocol\":\"http\",\"bytes\":8000000,\"duration\":0.250,\"outcome\":\"complete\"}");
    }
}
