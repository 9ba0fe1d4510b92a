package io.rackboot.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.CloudEventCodec.Decoded;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.events.fact.PowerChanged;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventCodecTest {
    private static final Instant TIME = Instant.parse("2026-11-01T06:00:00.5Z");
    private static final CloudEvent EVENT = new CloudEvent(
            "1",
            "/rackboot/r12/inventory",
            TIME,
            new PowerChanged(new Rack("r12"), new MachineId("525400a1b2c3"), PowerState.ON));
    private static final String TEXT = new String(CloudEventCodec.encode(EVENT), StandardCharsets.UTF_8);

    @Test
    void theSourceIsTheServiceOfTheRackOrTheCentralService() {
        assertThat(CloudEvent.of(Emitter.INVENTORY, TIME, EVENT.fact()).source())
                .isEqualTo("/rackboot/r12/inventory");
        assertThat(CloudEvent.of(Emitter.IMAGE, TIME, new BuildStarted("debian", "12.1", "b"))
                        .source())
                .isEqualTo("/rackboot/image");
        assertThat(CloudEvent.of(Emitter.INVENTORY, TIME, EVENT.fact()).id())
                .isNotEqualTo(
                        CloudEvent.of(Emitter.INVENTORY, TIME, EVENT.fact()).id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "specversion":"1.0" | "specversion":"0.3"  | specversion is not 1.0: "0.3"
            "specversion":"1.0" | "specversion":1.0    | no CloudEvents attribute 'specversion'
            "id":"1"            | "id":""              | no CloudEvents attribute 'id'
            "id":"1"            | "no":"1"             | no CloudEvents attribute 'id'
            "source"            | "sauce"              | no CloudEvents attribute 'source'
            "type"              | "tip"                | no CloudEvents attribute 'type'
            2026-11             | 2026-13              | time is no RFC 3339 time: "2026-13-01T06:00:00.500Z"
            "data":{            | "more":{             | data is no JSON object
            r12","machine       | R 12","machine       | data: rack: not a rack label (1 to 32 of a-z 0-9 _ -): R 12
            525400a1b2c3","st   | 525400A1B2C3","st    | data: machine: not a machine id (12 lower-case hex digits): 525400A1B2C3
            """)
    void whatIsWrongIsNamed(String part, String other, String reason) {
        assertThat(decode(TEXT.replace(part, other))).isEqualTo(new Decoded.Malformed(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "io.rackboot.boot.power-lost",
        "io.rackboot.image.power-changed",
        "io.rackboot.boot.x.power-changed",
        "org.example.power-changed"
    })
    void anUnknownTypeIsNoError(String type) {
        assertThat(decode(TEXT.replace("io.rackboot.boot.power-changed", type))).isEqualTo(new Decoded.Unknown(type));
    }

    @Test
    void everyTruncationIsMalformed() {
        var whole = CloudEventCodec.encode(EVENT);
        for (var length = 0; length < whole.length; length++) {
            assertThat(CloudEventCodec.decode(Arrays.copyOf(whole, length)))
                    .as("the first %d bytes", length)
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }

    @Test
    void noFlippedByteIsAnException() {
        var whole = CloudEventCodec.encode(EVENT);
        for (var at = 0; at < whole.length; at++) {
            for (var mask : new int[] {1, 0x20, 0x80, 0xff}) {
                var bent = whole.clone();
                bent[at] ^= (byte) mask;
                assertThat(CloudEventCodec.decode(bent))
                        .as("byte %d, mask %x", at, mask)
                        .isNotNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"null", "[]", "1", "``", "`{}`", "\"\"", "`[{}]`"})
    void otherJsonIsMalformed(String text) {
        assertThat(decode(text)).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void deeplyNestedJsonIsMalformed() {
        var nested = "[".repeat(100_000);
        assertThat(decode(TEXT.replace("\"data\":{", "\"more\":" + nested + ",\"data\":{")))
                .isInstanceOf(Decoded.Malformed.class);
    }

    private static Decoded decode(String text) {
        return CloudEventCodec.decode(text.getBytes(StandardCharsets.UTF_8));
    }
}
