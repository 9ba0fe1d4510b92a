package io.rackboot.nats.channel;

import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.StreamInfo;
import io.rackboot.nats.stream.StreamDefinition;
import java.io.IOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// The consumer of one channel, made where it is missing. A durable one remembers by itself how far the application
/// got; an ephemeral one is remembered here.
final class Consumers {
    private static final Logger LOG = Logger.getLogger(Consumers.class);
    private static final int CONSUMER_NOT_FOUND = 10014;
    private static final Duration EPHEMERAL_REST = Duration.ofMinutes(5);

    private final IncomingSettings.Stream settings;
    private final int replicas;
    private final ZonedDateTime started = ZonedDateTime.now();
    private final Progress progress = new Progress();
    private final String channel;
    private String name;
    private boolean differenceSaid;

    Consumers(String channel, IncomingSettings.Stream settings, int replicas) {
        this.settings = settings;
        this.replicas = replicas;
        this.channel = channel.replaceAll("[^A-Za-z0-9_-]", "-");
        name = settings.durable().orElseGet(this::ephemeralName);
    }

    Progress progress() {
        return progress;
    }

    /// {@return the name of the consumer, which exists now}
    String ensure(JetStreamManagement management) throws IOException, JetStreamApiException {
        var stream = stream(management);
        var existing = existing(management);
        if (existing.isPresent()) {
            progress.start(stream.getCreateTime());
            compare(existing.get().getConsumerConfiguration());
            return name;
        }
        name = settings.durable().orElseGet(this::ephemeralName);
        management.addOrUpdateConsumer(settings.stream().name(), configuration(stream));
        return name;
    }

    /// Removes an ephemeral consumer that is not needed any more.
    void forget(JetStreamManagement management) {
        if (settings.durable().isPresent()) {
            return;
        }
        try {
            management.deleteConsumer(settings.stream().name(), name);
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            LOG.debugf(e, "consumer %s is left to the server", name);
        }
    }

    /// A new one each time: a late ack must not reach a consumer of other messages.
    private String ephemeralName() {
        return channel + "-" + UUID.randomUUID();
    }

    private StreamInfo stream(JetStreamManagement management) throws IOException, JetStreamApiException {
        try {
            return settings.stream().ensure(management, replicas);
        } catch (JetStreamApiException e) {
            if (StreamDefinition.missing(e)) {
                progress.missing();
            }
            throw e;
        }
    }

    private Optional<ConsumerInfo> existing(JetStreamManagement management) throws IOException, JetStreamApiException {
        try {
            return Optional.of(management.getConsumerInfo(settings.stream().name(), name));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == CONSUMER_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ConsumerConfiguration configuration(StreamInfo stream) {
        var configuration = ConsumerConfiguration.builder()
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(settings.ackWait())
                .maxDeliver(-1);
        settings.filter().ifPresent(configuration::filterSubject);
        if (settings.durable().isPresent()) {
            configuration.durable(name);
        } else {
            configuration
                    .name(name)
                    .inactiveThreshold(EPHEMERAL_REST)
                    .memStorage(true)
                    .numReplicas(1);
        }
        switch (progress.start(stream.getCreateTime())) {
            case Progress.Start.At at ->
                configuration.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(at.sequence());
            case Progress.Start.AsConfigured _ -> first(configuration, stream);
        }
        return configuration.build();
    }

    private void first(ConsumerConfiguration.Builder configuration, StreamInfo stream) {
        switch (settings.deliver()) {
            case IncomingSettings.Deliver.All _ -> configuration.deliverPolicy(DeliverPolicy.All);
            case IncomingSettings.Deliver.New _ -> {
                progress.from(stream.getStreamState().getLastSequence() + 1);
                configuration
                        .deliverPolicy(DeliverPolicy.ByStartSequence)
                        .startSequence(stream.getStreamState().getLastSequence() + 1);
            }
            case IncomingSettings.Deliver.Since since ->
                configuration.deliverPolicy(DeliverPolicy.ByStartTime).startTime(started.minus(since.ago()));
        }
    }

    /// A durable consumer outlives the configuration it was made with.
    private void compare(ConsumerConfiguration existing) {
        var filter = Optional.ofNullable(existing.getFilterSubject()).filter(text -> !text.isEmpty());
        if (!differenceSaid && !filter.equals(settings.filter())) {
            differenceSaid = true;
            LOG.warnf(
                    "consumer %s of stream %s exists with filter-subject %s, the channel says %s; delete the consumer"
                            + " to have it made anew",
                    name,
                    settings.stream().name(),
                    filter.orElse("(none)"),
                    settings.filter().orElse("(none)"));
        }
    }
}
