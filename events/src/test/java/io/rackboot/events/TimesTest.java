package io.rackboot.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that reads the contract may see who wrote a time.
class TimesTest {
    private static final ObjectMapper JSON = Json.mapper();
    private static final ObjectMapper JACKSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T06:00:00Z",
                "2026-11-22T06:00:00.1Z",
                "2026-11-22T06:00:00.012Z",
                "2026-11-22T06:00:00.000100Z",
                "2026-11-22T06:00:00.000000001Z",
                "2024-02-29T23:59:59.999999999Z",
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.5Z",
                "0000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "9999-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z"
            })
    void anInstantIsWrittenAsItIsByTheJdk(Instant instant) {
        assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
    }

    @Test
    void soIsAnyOtherInstant() {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            var instant = Instant.ofEpochSecond(
                    random.nextLong(-100_000_000_000L, 300_000_000_000L),
                    random.nextBoolean() ? random.nextInt(1000) * 1_000_000L : random.nextInt(1_000_000_000));
            assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("durations")
    void aDurationIsWrittenAsItIsByJackson(Duration duration) throws JsonProcessingException {
        assertThat(JSON.writeValueAsString(duration)).isEqualTo(JACKSON.writeValueAsString(duration));
    }

    static Stream<Duration> durations() {
        return LongStream.of(0, 1, -1, 59, 3600, -3600, 0xffff_ffffL, Long.MAX_VALUE)
                .mapToObj(Duration::ofSeconds)
                .flatMap(seconds -> Stream.of(seconds, seconds.withNanos(1), seconds.withNanos(250_000_000)));
    }

    @Test
    void instantsOfTheContractAreWrittenSo() throws JsonProcessingException {
        var instant = Instant.parse("2026-11-22T06:00:00.120Z");
        assertThat(JSON.writeValueAsString(instant)).isEqualTo(JACKSON.writeValueAsString(instant));
    }
}
