package io.rackboot.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.ser.DurationSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// Instants and whole seconds, written as `JavaTimeModule` writes them but without formatters and decimals.
final class Times extends SimpleModule {
    private static final long serialVersionUID = 1;

    Times() {
        addSerializer(Instant.class, new Instants());
        addSerializer(Duration.class, new Durations());
    }

    private static final class Instants extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(InstantText.of(instant));
        }
    }

    private static final class Durations extends JsonSerializer<Duration> {
        @Override
        public void serialize(Duration duration, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (duration.getNano() == 0 && !duration.isZero()) {
                json.writeNumber(duration.getSeconds() + ".000000000");
            } else {
                DurationSerializer.INSTANCE.serialize(duration, json, provider);
            }
        }
    }
}
