package io.rackboot.nats.channel;

import io.rackboot.nats.stream.StreamDefinition;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorFactory;

/// The attributes of one channel. Each error names the whole property.
final class ChannelConfiguration {
    private final Config config;
    private final String prefix;
    private final String channel;

    ChannelConfiguration(Config config, String direction) {
        this.config = config;
        channel = config.getValue(ConnectorFactory.CHANNEL_NAME_ATTRIBUTE, String.class);
        prefix = "mp.messaging." + direction + "." + channel + ".";
    }

    String channel() {
        return channel;
    }

    String property(String attribute) {
        return prefix + attribute;
    }

    Optional<String> text(String attribute) {
        return config.getOptionalValue(attribute, String.class).filter(text -> !text.isBlank());
    }

    int count(String attribute, int standard) {
        var text = text(attribute);
        try {
            var count = text.map(Integer::parseInt).orElse(standard);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw wrong(attribute, text.orElse(""), "a number from 1");
    }

    Optional<Duration> duration(String attribute) {
        return text(attribute).map(text -> duration(attribute, text));
    }

    Duration duration(String attribute, String text) {
        try {
            var duration = Duration.parse(text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeException _) {
            // said below
        }
        throw wrong(attribute, text, "an ISO 8601 duration such as PT30S");
    }

    Optional<StreamDefinition> stream() {
        return text("stream")
                .map(name -> new StreamDefinition(name, subjects(), duration("duplicate-window"), duration("max-age")));
    }

    IllegalArgumentException wrong(String attribute, String value, String wanted) {
        return new IllegalArgumentException(property(attribute) + " is '" + value + "', wanted is " + wanted);
    }

    private List<String> subjects() {
        return text("stream-subjects").stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
