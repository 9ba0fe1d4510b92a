package io.rackboot.nats.channel;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute;
import io.smallrye.reactive.messaging.annotations.ConnectorAttribute.Direction;
import io.smallrye.reactive.messaging.connector.InboundConnector;
import io.smallrye.reactive.messaging.connector.OutboundConnector;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/// The connector `rackboot-nats`: channels of `byte[]` over core NATS or JetStream.
@ApplicationScoped
@Connector(NatsConnector.NAME)
@ConnectorAttribute(
        name = "subject",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description = "Outgoing: where messages without OutgoingNats go. Incoming: the subject of a core subscription")
@ConnectorAttribute(
        name = "stream",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description = "The JetStream stream; without it core NATS is used")
@ConnectorAttribute(
        name = "stream-subjects",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description = "The subjects (comma-separated) of the stream, which is made with them where it is missing")
@ConnectorAttribute(
        name = "duplicate-window",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description = "How long a stream that is made here remembers message ids, ISO 8601")
@ConnectorAttribute(
        name = "max-age",
        type = "string",
        direction = Direction.INCOMING_AND_OUTGOING,
        description = "How long a stream that is made here keeps messages, ISO 8601")
@ConnectorAttribute(
        name = "spill",
        type = "int",
        direction = Direction.OUTGOING,
        defaultValue = "10000",
        description = "How many messages are held for the server at most; beyond it they are nacked")
@ConnectorAttribute(
        name = "queue",
        type = "string",
        direction = Direction.INCOMING,
        description = "The queue group of a core subscription")
@ConnectorAttribute(
        name = "buffer",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "10000",
        description = "How many messages of a core subscription wait at most; beyond it they are dropped")
@ConnectorAttribute(
        name = "durable",
        type = "string",
        direction = Direction.INCOMING,
        description = "The name of a durable consumer; without it the consumer lasts as long as the application")
@ConnectorAttribute(
        name = "filter-subject",
        type = "string",
        direction = Direction.INCOMING,
        description = "The subjects wanted of the stream")
@ConnectorAttribute(
        name = "deliver",
        type = "string",
        direction = Direction.INCOMING,
        defaultValue = "all",
        description = "Where a new consumer begins: all, new, or an ISO 8601 duration: since that long ago")
@ConnectorAttribute(
        name = "batch",
        type = "int",
        direction = Direction.INCOMING,
        defaultValue = "100",
        description = "How many messages of a stream wait in the application at most")
@ConnectorAttribute(
        name = "ack-wait",
        type = "string",
        direction = Direction.INCOMING,
        defaultValue = "PT30S",
        description = "After how long the server repeats a message without ack or nack, ISO 8601")
public class NatsConnector implements InboundConnector, OutboundConnector {
    /// The value of `mp.messaging.*.*.connector`.
    public static final String NAME = "rackboot-nats";

    private final Link link;
    private final MeterRegistry registry;
    private final List<OutgoingChannel> outgoing = new CopyOnWriteArrayList<>();
    private final List<IncomingChannel> incoming = new CopyOnWriteArrayList<>();

    @Inject
    NatsConnector(Link link, MeterRegistry registry) {
        this.link = link;
        this.registry = registry;
    }

    @PostConstruct
    void closeWithTheLink() {
        link.beforeClose(this::close);
    }

    @Override
    public Flow.Subscriber<? extends Message<?>> getSubscriber(Config config) {
        var configuration = new ChannelConfiguration(config, "outgoing");
        var channel = new OutgoingChannel(
                configuration.channel(),
                OutgoingSettings.of(configuration),
                link,
                ChannelMeters.of(configuration.channel(), registry));
        ChannelMeters.spilled(configuration.channel(), registry, channel::held);
        outgoing.add(channel);
        return channel;
    }

    @Override
    public Flow.Publisher<? extends Message<?>> getPublisher(Config config) {
        var configuration = new ChannelConfiguration(config, "incoming");
        var meters = ChannelMeters.of(configuration.channel(), registry);
        var settings = IncomingSettings.of(configuration);
        Function<IncomingChannel.Receiver, LinkWorker.Job> source = receiver -> switch (settings) {
            case IncomingSettings.Core core -> new CoreSource(link, core, receiver, meters);
            case IncomingSettings.Stream stream ->
                new StreamSource(link, configuration.channel(), stream, receiver, meters);
        };
        var channel = new IncomingChannel(configuration.channel() + settings.suffix(), link, meters, source);
        incoming.add(channel);
        return channel;
    }

    /// Incoming ones first: what they make the application say still goes out.
    private void close() {
        incoming.forEach(IncomingChannel::close);
        outgoing.forEach(OutgoingChannel::close);
    }
}
