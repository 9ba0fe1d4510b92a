package io.rackboot.nats.channel;

import io.rackboot.nats.stream.StreamDefinition;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an incoming channel gets its messages.
sealed interface IncomingSettings {

    /// A core subscription.
    ///
    /// @param queue the queue group that shares the messages
    /// @param buffer how many messages wait at most
    record Core(String subject, Optional<String> queue, int buffer) implements IncomingSettings {}

    /// A consumer of a stream.
    ///
    /// @param stream the stream
    /// @param durable the consumer's name; absent: a consumer of this run of the application
    /// @param filter the subjects wanted; absent: all
    /// @param deliver where to begin
    /// @param batch how many messages wait here at most
    /// @param ackWait after how long the server repeats a message that was neither acked nor nacked
    record Stream(
            StreamDefinition stream,
            Optional<String> durable,
            Optional<String> filter,
            Deliver deliver,
            int batch,
            Duration ackWait)
            implements IncomingSettings {}

    /// Where a new consumer begins.
    sealed interface Deliver {
        /// With the oldest message.
        record All() implements Deliver {}

        /// With the next message.
        record New() implements Deliver {}

        /// With the first message that is not older than this.
        record Since(Duration ago) implements Deliver {}
    }

    /// What the server takes as a consumer's name.
    Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    /// {@return what stands behind the channel's name in the log}
    default String suffix() {
        return switch (this) {
            case Core core -> ", subject " + core.subject();
            case Stream source -> ", stream " + source.stream().name();
        };
    }

    static IncomingSettings of(ChannelConfiguration configuration) {
        var stream = configuration.stream();
        if (stream.isEmpty()) {
            var subject = configuration
                    .text("subject")
                    .orElseThrow(() -> new IllegalArgumentException(
                            "neither " + configuration.property("subject") + " nor .stream is set"));
            return new Core(subject, configuration.text("queue"), configuration.count("buffer", 10_000));
        }
        var durable = configuration.text("durable");
        durable.filter(name -> !NAME.matcher(name).matches()).ifPresent(name -> {
            throw configuration.wrong("durable", name, "a name of A-Z a-z 0-9 _ -");
        });
        return new Stream(
                stream.get(),
                durable,
                configuration.text("filter-subject"),
                deliver(configuration),
                configuration.count("batch", 100),
                configuration.duration("ack-wait").orElse(Duration.ofSeconds(30)));
    }

    private static Deliver deliver(ChannelConfiguration configuration) {
        var text = configuration.text("deliver").orElse("all");
        return switch (text) {
            case "all" -> new Deliver.All();
            case "new" -> new Deliver.New();
            default -> {
                if (!text.startsWith("P")) {
                    throw configuration.wrong("deliver", text, "all, new or an ISO 8601 duration such as P7D");
                }
                yield new Deliver.Since(configuration.duration("deliver", text));
            }
        };
    }
}
