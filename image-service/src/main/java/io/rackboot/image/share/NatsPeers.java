package io.rackboot.image.share;

import io.rackboot.image.build.BuildError;
import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.BuildState;
import io.rackboot.image.build.Cancel;
import io.rackboot.image.build.Peers;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Nats;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.WorkQueue.TakeOutcome;
import io.rackboot.nats.WorkQueueDefinition;
import io.rackboot.nats.WriteOutcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// The image-services on the same NATS: the stream `BUILDS` hands each build to one of them, the bucket `builds` says
/// how it stands, and each step of it is compared and set there.
public final class NatsPeers implements Peers {
    private static final Logger LOG = Logger.getLogger(NatsPeers.class);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final int MAXIMUM_DELIVERIES = 100;
    private static final int TRIES = 10;

    private final String me;
    private final URI self;
    private final Duration patience;
    private final BuildsBucket bucket;
    private final WorkQueue queue;
    private final Reconciliation reconciliation;
    private final InstantSource clock;
    private final AtomicLong contacts = new AtomicLong();
    private final CountDownLatch contact = new CountDownLatch(1);
    private final Set<String> offered = ConcurrentHashMap.newKeySet();

    /// @param me this service's identity, which no other has
    /// @param self its public URL
    /// @param patience how long a service that builds may be silent before another takes over
    public NatsPeers(Nats nats, String me, URI self, Duration patience, InstantSource clock) {
        this.me = me;
        this.self = self;
        this.patience = patience;
        this.bucket = new BuildsBucket(nats.keyValue(new BucketDefinition("builds", 1, Optional.of(KEPT))));
        this.queue = nats.workQueue(new WorkQueueDefinition("BUILDS", "build", "builders", patience));
        this.reconciliation = new Reconciliation(me, patience);
        this.clock = clock;
        nats.whenConnected(this::connected);
    }

    private void connected() {
        offered.clear();
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
    public Standing tell(BuildRecord own, String yaml) {
        return switch (bucket.look(own.id())) {
            case BuildsBucket.Look.Unavailable _ -> new Standing.Untold();
            case BuildsBucket.Look.Absent() -> act(own, yaml, Optional.empty());
            case BuildsBucket.Look.Found(var seen) -> act(own, yaml, Optional.of(seen));
        };
    }

    private Standing act(BuildRecord own, String yaml, Optional<Seen> seen) {
        return switch (reconciliation.decide(own, seen, clock.instant())) {
            case Reconciliation.Step.Offer() ->
                bucket.create(new SharedBuild(own, me, false)) ? offer(own, yaml) : new Standing.Untold();
            case Reconciliation.Step.Write(var shared) ->
                bucket.update(shared, seen.orElseThrow().revision()) ? offer(own, yaml) : new Standing.Untold();
            case Reconciliation.Step.Keep() -> offer(own, yaml);
            case Reconciliation.Step.Stop() -> new Standing.Unwanted();
            case Reconciliation.Step.Follow(var build) -> new Standing.Elsewhere(build);
        };
    }

    /// Sees that the stream has what waits. Once in the time of a connection: it is put in again where it was lost, and
    /// refused where it is there.
    private Standing offer(BuildRecord own, String yaml) {
        if (own.state().ended() || yaml.isEmpty() || offered.contains(own.id())) {
            return new Standing.Agreed();
        }
        return switch (queue.put(own.id(), BuildsBucket.bytes(new BuildTask(own, yaml, me)))) {
            case WriteOutcome.Written _, WriteOutcome.Conflict _ -> {
                offered.add(own.id());
                yield new Standing.Agreed();
            }
            case WriteOutcome.Unavailable(var reason) -> {
                LOG.debugf("build %s is not offered yet: %s", own.id(), reason);
                yield new Standing.Untold();
            }
        };
    }

    @Override
    public void giveBack(BuildRecord waiting) {
        if (bucket.look(waiting.id()) instanceof BuildsBucket.Look.Found(var seen)
                && seen.shared().build().state() == BuildState.RUNNING
                && seen.shared().holder().equals(me)
                && !bucket.update(new SharedBuild(waiting, me, seen.shared().unwanted()), seen.revision())) {
            LOG.debugf("build %s is taken up when patience is over", waiting.id());
        }
    }

    @Override
    public Next next(Duration wait, Fitness fitness) throws InterruptedException {
        return switch (queue.take(wait)) {
            case TakeOutcome.Unavailable(var reason) -> {
                LOG.debugf("no build can be taken: %s", reason);
                yield new Next.Alone();
            }
            case TakeOutcome.Nothing() -> new Next.Nothing();
            case TakeOutcome.Taken(var task) -> taken(task, fitness);
        };
    }

    private Next taken(WorkQueue.Task task, Fitness fitness) {
        var read = read(task);
        if (read.isEmpty()) {
            task.done();
            return new Next.Nothing();
        }
        return switch (bucket.look(task.name())) {
            case BuildsBucket.Look.Unavailable _ -> later(task, delay(task));
            case BuildsBucket.Look.Absent() -> {
                // The bucket was lost, or the build's document has lived its time; what waits is known again then.
                bucket.create(new SharedBuild(read.get().build(), read.get().from(), false));
                yield later(task, Duration.ofMillis(100));
            }
            case BuildsBucket.Look.Found(var seen) -> claimed(task, read.get(), seen, fitness);
        };
    }

    private Next claimed(WorkQueue.Task task, BuildTask read, Seen seen, Fitness fitness) {
        return switch (Claim.of(seen, me, self, patience, clock.instant())) {
            case Claim.Over() -> {
                task.done();
                yield new Next.Nothing();
            }
            case Claim.AtWork() -> later(task, patience);
            case Claim.End(var ended) -> ended(task, ended, seen.revision());
            case Claim.Begin(var begun) -> {
                var lack = read.from().equals(me) ? Optional.<String>empty() : fitness.lack(read.specification());
                if (lack.isPresent()) {
                    yield unfit(task, seen, lack.get());
                }
                if (!bucket.update(begun, seen.revision())) {
                    yield later(task, Duration.ofMillis(100));
                }
                yield new Next.Begun(begun.build(), read.specification(), new TaskHold(task));
            }
        };
    }

    /// Another service may have what this one lacks, but not for ever.
    private Next unfit(WorkQueue.Task task, Seen seen, String lack) {
        if (task.deliveries() < MAXIMUM_DELIVERIES) {
            LOG.infof("build %s is left to another service: %s", task.name(), lack);
            return later(task, delay(task));
        }
        var error = new BuildError(
                BuildError.Reason.SOURCE_REFUSED,
                "no image-service took it, although it was offered " + MAXIMUM_DELIVERIES + " times; here: " + lack);
        var failed = seen.shared().build().failed(error, clock.instant());
        return ended(task, new SharedBuild(failed, me, seen.shared().unwanted()), seen.revision());
    }

    private Next ended(WorkQueue.Task task, SharedBuild ended, long revision) {
        if (!bucket.update(ended, revision)) {
            return later(task, Duration.ofMillis(100));
        }
        task.done();
        return new Next.Ended(ended.build());
    }

    private static Next later(WorkQueue.Task task, Duration delay) {
        task.giveBack(delay);
        return new Next.Nothing();
    }

    /// A quarter of a second, doubled each time.
    private static Duration delay(WorkQueue.Task task) {
        var delay = Duration.ofMillis(250L << Math.min(task.deliveries() - 1, 10));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private static Optional<BuildTask> read(WorkQueue.Task task) {
        try {
            var read = Optional.ofNullable(BuildsBucket.JSON.readValue(task.data(), BuildTask.class));
            if (read.filter(it -> BuildsBucket.isWhole(it.build(), task.name())
                            && BuildsBucket.areThere(it.specification(), it.from()))
                    .isEmpty()) {
                throw new IOException("it is of another id, or lacks something");
            }
            return read;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("a message of the stream BUILDS is no build and is dropped: %s: %s", task.name(), e.getMessage());
            return Optional.empty();
        }
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
        for (var attempt = 0; attempt < TRIES; attempt++) {
            switch (bucket.look(id)) {
                case BuildsBucket.Look.Absent() -> {
                    return new Cancel.Unknown();
                }
                case BuildsBucket.Look.Unavailable(var reason) -> {
                    return new Cancel.Unavailable(reason);
                }
                case BuildsBucket.Look.Found(var seen) -> {
                    var done = cancel(seen);
                    if (done.isPresent()) {
                        return done.get();
                    }
                }
            }
        }
        return new Cancel.Unavailable("build " + id + " changes all the time");
    }

    private Optional<Cancel> cancel(Seen seen) {
        var build = seen.shared().build();
        return switch (build.state()) {
            case FINISHED, FAILED, CANCELLED -> Optional.of(new Cancel.TooLate(build));
            case QUEUED -> {
                var cancelled = build.cancelled(clock.instant());
                yield bucket.update(new SharedBuild(cancelled, me, true), seen.revision())
                        ? Optional.of(new Cancel.Done(cancelled))
                        : Optional.empty();
            }
            case RUNNING ->
                bucket.update(seen.shared().cancelled(), seen.revision())
                        ? Optional.of(new Cancel.Ending(build))
                        : Optional.empty();
        };
    }

    @Override
    public void close() {
        queue.close();
    }

    private record TaskHold(WorkQueue.Task task) implements Hold {
        @Override
        public void keep() {
            task.inProgress();
        }

        @Override
        public void done() {
            task.done();
        }

        @Override
        public void giveBack(Duration delay) {
            task.giveBack(delay);
        }
    }
}
