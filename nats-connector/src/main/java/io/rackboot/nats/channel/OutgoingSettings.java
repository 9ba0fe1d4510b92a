package io.rackboot.nats.channel;

import io.rackboot.nats.stream.StreamDefinition;
import java.util.Optional;

/// How an outgoing channel publishes.
///
/// @param subject where messages without metadata go
/// @param stream the stream whose acknowledgement is awaited; absent: core publish
/// @param spill how many messages are held at most
record OutgoingSettings(Optional<String> subject, Optional<StreamDefinition> stream, int spill) {

    static OutgoingSettings of(ChannelConfiguration configuration) {
        return new OutgoingSettings(
                configuration.text("subject"), configuration.stream(), configuration.count("spill", 10_000));
    }
}
