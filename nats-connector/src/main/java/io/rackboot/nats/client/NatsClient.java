package io.rackboot.nats.client;

import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.Nats;
import io.rackboot.nats.Replica;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.WorkQueueDefinition;
import io.rackboot.nats.bucket.BucketReplica;
import io.rackboot.nats.bucket.LiveBucket;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.queue.LiveWorkQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;

/// [Nats] over the application's link.
@ApplicationScoped
public class NatsClient implements Nats {
    private final Link link;

    /// @param link not closed by this
    @Inject
    public NatsClient(Link link) {
        this.link = link;
    }

    @Override
    public boolean connected() {
        return link.connected();
    }

    @Override
    public void whenConnected(Runnable action) {
        link.whenConnected(action);
    }

    @Override
    public KeyValue keyValue(BucketDefinition bucket) {
        return LiveBucket.of(link, bucket);
    }

    @Override
    public Replica replica(BucketDefinition bucket, Path snapshot) {
        return BucketReplica.of(link, bucket, snapshot);
    }

    @Override
    public WorkQueue workQueue(WorkQueueDefinition queue) {
        return LiveWorkQueue.of(link, queue);
    }
}
