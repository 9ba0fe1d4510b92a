package io.rackboot.nats.channel;

import io.rackboot.nats.OutgoingNats;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import io.rackboot.nats.link.OncePerMinute;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/// An outgoing channel: takes every message at once, holds it until the server has it, then acks it.
///
/// The application's `ack` and `nack` run one after another on a thread of the channel's own, so that slow ones
/// hold up neither the connection nor the sender; only for want of room is `nack` called in the emitter's thread.
final class OutgoingChannel implements Flow.Subscriber<Message<?>> {
    private static final Logger LOG = Logger.getLogger(OutgoingChannel.class);
    private static final Duration LAST_MESSAGES = Duration.ofSeconds(5);

    private final String channel;
    private final OutgoingSettings settings;
    private final Link link;
    private final ChannelMeters meters;
    private final Spill spill;
    private final ExecutorService replies;
    private final LinkWorker worker;
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final OncePerMinute overflow = new OncePerMinute();

    OutgoingChannel(String channel, OutgoingSettings settings, Link link, ChannelMeters meters) {
        this.channel = channel;
        this.settings = settings;
        this.link = link;
        this.meters = meters;
        spill = new Spill(settings.spill());
        replies = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("nats-acks-" + channel).factory());
        var sent = new Sent(spill, meters, replies);
        var job = settings.stream()
                .<LinkWorker.Job>map(stream -> new JetStreamSender(link, stream, spill, sent, meters))
                .orElseGet(() -> new CoreSender(link, spill, sent, meters));
        var name = settings.stream().map(stream -> ", stream " + stream.name()).orElse("");
        worker = LinkWorker.start(link, "channel " + channel + name, job);
    }

    int held() {
        return spill.held();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Message<?> message) {
        var metadata = message.getMetadata(OutgoingNats.class);
        var subject = metadata.map(OutgoingNats::subject).or(settings::subject);
        if (subject.isEmpty()) {
            refuse(message, "channel '" + channel + "' has no subject, and the message has no OutgoingNats");
        } else if (message.getPayload() instanceof byte[] payload) {
            hold(held(subject.get(), metadata.flatMap(OutgoingNats::messageId), payload, message));
        } else {
            refuse(
                    message,
                    "channel '" + channel + "' publishes byte[], not "
                            + message.getPayload().getClass().getName());
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.errorf(failure, "channel '%s' ended", channel);
    }

    @Override
    public void onComplete() {
        LOG.debugf("channel '%s' is complete", channel);
    }

    /// Gives the server what it can still take, and nacks the rest.
    void close() {
        try {
            if (link.connected()) {
                spill.awaitEmpty(LAST_MESSAGES);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        worker.close();
        var rest = spill.close();
        rest.forEach(held -> refuse(held.origin(), "the application stops while " + state()));
        if (!rest.isEmpty()) {
            meters.dropped().increment(rest.size());
            LOG.errorf(
                    "channel '%s': %d messages are dropped because the application stops; %s",
                    channel, rest.size(), state());
        }
        replies.shutdown();
        try {
            replies.awaitTermination(LAST_MESSAGES.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Without an id of the application's own, a message resent after a lost acknowledgement would stand twice.
    private Held held(String subject, Optional<String> id, byte[] payload, Message<?> origin) {
        var messageId = settings.stream().isPresent()
                ? id.or(() -> Optional.of(UUID.randomUUID().toString()))
                : id;
        return new Held(number.incrementAndGet(), subject, messageId, payload, origin);
    }

    private void hold(Held held) {
        if (spill.offer(held)) {
            return;
        }
        meters.dropped().increment();
        var lost = dropped.incrementAndGet();
        refuse(held.origin(), "there is no room: " + spill.held() + " of " + spill.capacity() + " messages are held");
        overflow.run(() -> LOG.errorf(
                "channel '%s' drops messages, %d so far: %d are held and there is no room for more; %s",
                channel, lost, spill.capacity(), state()));
    }

    private String state() {
        return link.connected() ? "NATS is connected but slower than the messages come" : link.away();
    }

    private void refuse(Message<?> message, String reason) {
        meters.nacked().increment();
        new Held(0, channel, Optional.empty(), new byte[0], message).nack(reason);
    }
}
