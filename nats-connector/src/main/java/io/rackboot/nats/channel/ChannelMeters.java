package io.rackboot.nats.channel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/// What one channel counts.
///
/// @param published messages sent, resends included
/// @param acked messages that the server has
/// @param nacked messages given back: refused or dropped (outgoing), failed in the application (incoming)
/// @param dropped messages lost for want of room
/// @param received messages handed to the application
record ChannelMeters(Counter published, Counter acked, Counter nacked, Counter dropped, Counter received) {

    static ChannelMeters of(String channel, MeterRegistry registry) {
        return new ChannelMeters(
                counter("nats.published", "messages sent, resends included", channel, registry),
                counter(
                        "nats.acked",
                        "messages that the server has, or that the application is done with",
                        channel,
                        registry),
                counter("nats.nacked", "messages refused, dropped or failed", channel, registry),
                counter("nats.dropped", "messages lost for want of room", channel, registry),
                counter("nats.received", "messages handed to the application", channel, registry));
    }

    static void spilled(String channel, MeterRegistry registry, IntSupplier held) {
        Gauge.builder("nats.spilled", held::getAsInt)
                .description("messages held for the server at this moment")
                .tag("channel", channel)
                .strongReference(true)
                .register(registry);
    }

    private static Counter counter(String name, String description, String channel, MeterRegistry registry) {
        return Counter.builder(name)
                .description(description)
                .tag("channel", channel)
                .register(registry);
    }
}
