package io.rackboot.image.share;

import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.Cancel;
import io.rackboot.image.build.Peers;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Nats;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.WorkQueueDefinition;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The image-services on the same NATS: the stream `BUILDS` hands each build to one of them, the bucket `builds` says
/// how it stands, and each step of it is compared and set there.
public final class NatsPeers implements Peers {
    private static final Duration KEPT = Duration.ofDays(30);

    private final URI self;
    private final BuildsBucket bucket;
    private final WorkQueue queue;
    private final OwnBuilds own;
    private final OfferedBuilds offered;
    private final Cancellation cancellation;
    private final AtomicLong contacts = new AtomicLong();
    private final CountDownLatch contact = new CountDownLatch(1);

    /// @param me this service's identity, which no other has
    /// @param self its public URL
    /// @param patience how long a service that builds may be silent before another takes over
    public NatsPeers(Nats nats, String me, URI self, Duration patience, InstantSource clock) {
        this.self = self;
        bucket = new BuildsBucket(nats.keyValue(new BucketDefinition("builds", 1, Optional.of(KEPT))));
        queue = nats.workQueue(new WorkQueueDefinition("BUILDS", "build", "builders", patience));
        own = new OwnBuilds(new Reconciliation(me, patience), bucket, queue, clock);
        offered = new OfferedBuilds(new Claimant(me, self, patience), bucket, queue, clock);
        cancellation = new Cancellation(me, bucket, clock);
        nats.whenConnected(this::connected);
    }

    private void connected() {
        own.connected();
        contacts.incrementAndGet();
        contact.countDown();
    }

    @Override
    public URI self() {
        return self;
    }

    @Override
    public long contact() {
        return contacts.get();
    }

    @Override
    public void awaitContact() throws InterruptedException {
        contact.await(1, TimeUnit.SECONDS);
    }

    @Override
    public Standing tell(BuildRecord build, String yaml) {
        return own.tell(build, yaml);
    }

    @Override
    public void giveBack(BuildRecord waiting) {
        own.giveBack(waiting);
    }

    @Override
    public Next next(Duration wait, Fitness fitness) throws InterruptedException {
        return offered.next(wait, fitness);
    }

    @Override
    public Optional<BuildRecord> find(String id) {
        return bucket.look(id) instanceof BuildsBucket.Look.Found(var seen)
                ? Optional.of(seen.shared().build())
                : Optional.empty();
    }

    @Override
    public List<BuildRecord> all() {
        return bucket.all();
    }

    @Override
    public Cancel cancel(String id) {
        return cancellation.of(id);
    }

    @Override
    public void close() {
        queue.close();
    }
}
