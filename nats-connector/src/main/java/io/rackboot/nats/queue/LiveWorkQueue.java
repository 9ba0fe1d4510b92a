package io.rackboot.nats.queue;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.WorkQueueDefinition;
import io.rackboot.nats.WriteOutcome;
import io.rackboot.nats.link.Causes;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.stream.PullSubscription;
import io.rackboot.nats.stream.StreamDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A work queue on the server.
public final class LiveWorkQueue implements WorkQueue {
    private static final int WRONG_LAST_SEQUENCE = 10071;
    private static final int CONSUMER_NOT_FOUND = 10014;

    private final Link link;
    private final WorkQueueDefinition queue;
    private final ReentrantLock turn = new ReentrantLock(true);
    private Optional<Pulls> opened = Optional.empty();

    private record Pulls(Connection connection, PullSubscription subscription) {}

    private LiveWorkQueue(Link link, WorkQueueDefinition queue) {
        this.link = link;
        this.queue = queue;
    }

    /// The queue, made when it is used first.
    public static LiveWorkQueue of(Link link, WorkQueueDefinition queue) {
        return new LiveWorkQueue(link, queue);
    }

    @Override
    public WriteOutcome put(String name, byte[] task) {
        try {
            var connection = link.connection().orElseThrow(() -> new IOException(link.away()));
            ensureStream(link.management(connection));
            var message = NatsMessage.builder()
                    .subject(queue.prefix() + "." + name)
                    // A subject has one task at most.
                    .headers(new Headers().put("Nats-Expected-Last-Subject-Sequence", "0"))
                    .data(task)
                    .build();
            return new WriteOutcome.Written(
                    link.jetStream(connection).publish(message).getSeqno());
        } catch (JetStreamApiException e) {
            return e.getApiErrorCode() == WRONG_LAST_SEQUENCE
                    ? new WriteOutcome.Conflict("work queue '" + queue.stream() + "' has a task '" + name + "'")
                    : new WriteOutcome.Unavailable(reason(e));
        } catch (IOException | RuntimeException e) {
            return new WriteOutcome.Unavailable(reason(e));
        }
    }

    @Override
    public TakeOutcome take(Duration wait) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            return subscription()
                    .next(wait)
                    .<TakeOutcome>map(message -> new TakeOutcome.Taken(new LiveTask(link, queue.prefix(), message)))
                    .orElseGet(TakeOutcome.Nothing::new);
        } catch (IOException | JetStreamApiException | RuntimeException e) {
            forget();
            return new TakeOutcome.Unavailable(reason(e));
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (opened.isPresent()) {
                opened.get().subscription().end().forEach(this::giveBack);
                opened = Optional.empty();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            turn.unlock();
        }
    }

    private void giveBack(Message message) {
        new LiveTask(link, queue.prefix(), message).giveBack(Duration.ZERO);
    }

    private PullSubscription subscription() throws IOException, JetStreamApiException {
        var connection = link.connection().orElseThrow(() -> new IOException(link.away()));
        if (opened.filter(pulls -> pulls.connection() == connection).isEmpty()) {
            forget();
            var management = link.management(connection);
            ensureStream(management);
            ensureConsumer(management);
            opened = Optional.of(new Pulls(
                    connection,
                    PullSubscription.of(link.jetStream(connection), management, queue.stream(), queue.consumer(), 1)));
        }
        return opened.get().subscription();
    }

    private void forget() {
        opened.ifPresent(pulls -> pulls.subscription().close());
        opened = Optional.empty();
    }

    private void ensureStream(JetStreamManagement management) throws IOException, JetStreamApiException {
        StreamDefinition.ensure(
                management,
                StreamConfiguration.builder()
                        .name(queue.stream())
                        .subjects(queue.prefix() + ".*")
                        .retentionPolicy(RetentionPolicy.WorkQueue)
                        .storageType(StorageType.File)
                        .replicas(link.settings().replicas())
                        .build());
    }

    private void ensureConsumer(JetStreamManagement management) throws IOException, JetStreamApiException {
        try {
            management.getConsumerInfo(queue.stream(), queue.consumer());
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != CONSUMER_NOT_FOUND) {
                throw e;
            }
            management.addOrUpdateConsumer(
                    queue.stream(),
                    ConsumerConfiguration.builder()
                            .durable(queue.consumer())
                            .ackPolicy(AckPolicy.Explicit)
                            .ackWait(queue.patience())
                            .deliverPolicy(DeliverPolicy.All)
                            .maxDeliver(-1)
                            .build());
        }
    }

    private String reason(Throwable failure) {
        return "work queue '" + queue.stream() + "': " + Causes.of(failure).getMessage();
    }
}
