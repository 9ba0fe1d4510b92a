package io.rackboot.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.KernelStarted;
import io.rackboot.events.fact.MachineChanged;
import io.rackboot.events.fact.PowerChanged;
import io.rackboot.events.fact.Relay;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final ObjectMapper JSON = Json.mapper();

    @Test
    void anAbsentOptionalIsEmpty() throws JsonProcessingException {
        assertThat(JSON.readValue("{\"giaddr\":\"10.0.0.1\"}", Relay.class))
                .isEqualTo(new Relay(new Ipv4("10.0.0.1"), Optional.empty(), Optional.empty()));
    }

    @Test
    void aNullOptionalIsEmpty() throws JsonProcessingException {
        assertThat(JSON.readValue("{\"giaddr\":\"10.0.0.1\",\"circuitId\":null}", Relay.class))
                .isEqualTo(new Relay(new Ipv4("10.0.0.1"), Optional.empty(), Optional.empty()));
    }

    @Test
    void anEmptyOptionalIsNotWritten() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(new Relay(new Ipv4("10.0.0.1"), Optional.of("0001"), Optional.empty())))
                .isEqualTo("{\"giaddr\":\"10.0.0.1\",\"circuitId\":\"0001\"}");
    }

    @Test
    void anAbsentMemberIsNamed() {
        assertThatThrownBy(() -> JSON.readValue("{\"circuitId\":\"0001\"}", Relay.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("Missing required creator property 'giaddr'");
    }

    @Test
    void aNullMemberIsRefused() {
        assertThatThrownBy(() -> JSON.readValue("{\"giaddr\":null}", Relay.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("giaddr");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"revision\":null", ",\"revision\":\"x\"", ",\"revision\":3}}"})
    void aNumberThatIsNoneIsRefused(String revision) {
        var text = "{\"rack\":\"r1\",\"machine\":\"525400a1b2c3\"" + revision + "}";
        assertThatThrownBy(() -> JSON.readValue(text, MachineChanged.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void aNullInAListIsRefused() {
        var text = "{\"image\":\"a\",\"version\":\"1\",\"build\":\"b\",\"duration\":1.5,\"artifacts\":[null]}";
        assertThatThrownBy(() -> JSON.readValue(text, BuildFinished.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("artifacts");
    }

    @Test
    void unknownMembersAndWordsOfANewerReleaseAreTaken() throws JsonProcessingException {
        var text = "{\"rack\":\"r1\",\"machine\":\"525400a1b2c3\",\"state\":\"asleep\",\"since\":{\"a\":[1]}}";
        assertThat(JSON.readValue(text, PowerChanged.class))
                .isEqualTo(new PowerChanged(new Rack("r1"), new MachineId("525400a1b2c3"), PowerState.OTHER));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999_999_999, 1_000_000_000, 3_600_123_456_789L, 86_400_000_000_000L})
    void durationsKeepEveryNanosecond(long nanos) throws JsonProcessingException {
        var fact = new KernelStarted(
                new Rack("r1"),
                new MachineId("525400a1b2c3"),
                "b",
                "i.1",
                "d",
                Duration.ofNanos(nanos),
                Duration.ofSeconds(2));
        var tree = JSON.readTree(JSON.writeValueAsString(fact));
        assertThat(JSON.treeToValue(tree, KernelStarted.class)).isEqualTo(fact);
    }

    @Test
    void imageReferencesAreText() throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(ImageReference.of("debian.12.1"))).isEqualTo("\"debian.12.1\"");
        assertThat(JSON.readValue("\"debian\"", ImageReference.class))
                .isEqualTo(new ImageReference("debian", Optional.empty(), Optional.empty()));
        assertThat(JSON.readValue("\"debian@stable\"", ImageReference.class))
                .isEqualTo(new ImageReference("debian", Optional.empty(), Optional.of("stable")))
                .hasToString("debian@stable");
    }
}
