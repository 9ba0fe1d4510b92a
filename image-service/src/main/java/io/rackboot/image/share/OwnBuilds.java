package io.rackboot.image.share;

import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.BuildState;
import io.rackboot.image.build.Peers.Standing;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.WriteOutcome;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// The builds that this service has, made known to the others: all of them in the bucket, those that wait on the stream
/// too.
final class OwnBuilds {
    private static final Logger LOG = Logger.getLogger(OwnBuilds.class);

    private final Reconciliation reconciliation;
    private final BuildsBucket bucket;
    private final WorkQueue queue;
    private final InstantSource clock;
    private final Set<String> offered = ConcurrentHashMap.newKeySet();

    OwnBuilds(Reconciliation reconciliation, BuildsBucket bucket, WorkQueue queue, InstantSource clock) {
        this.reconciliation = reconciliation;
        this.bucket = bucket;
        this.queue = queue;
        this.clock = clock;
    }

    /// The stream may have lost what it had.
    void connected() {
        offered.clear();
    }

    /// Tells how a build stands here, and {@return what that means}.
    Standing tell(BuildRecord own, String yaml) {
        return switch (bucket.look(own.id())) {
            case BuildsBucket.Look.Unavailable _ -> new Standing.Untold();
            case BuildsBucket.Look.Absent() -> act(own, yaml, Optional.empty());
            case BuildsBucket.Look.Found(var seen) -> act(own, yaml, Optional.of(seen));
        };
    }

    private Standing act(BuildRecord own, String yaml, Optional<Seen> seen) {
        return switch (reconciliation.decide(own, seen, clock.instant())) {
            case Reconciliation.Step.Offer() ->
                bucket.create(new SharedBuild(own, reconciliation.me(), false))
                        ? offer(own, yaml)
                        : new Standing.Untold();
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
        var task = new BuildTask(own, yaml, reconciliation.me());
        return switch (queue.put(own.id(), BuildsBucket.bytes(task))) {
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

    /// Tells that a build which this service was at work on waits again for anybody.
    void giveBack(BuildRecord waiting) {
        var me = reconciliation.me();
        if (bucket.look(waiting.id()) instanceof BuildsBucket.Look.Found(var seen)
                && seen.shared().build().state() == BuildState.RUNNING
                && seen.shared().holder().equals(me)
                && !bucket.update(new SharedBuild(waiting, me, seen.shared().unwanted()), seen.revision())) {
            LOG.debugf("build %s is taken up when patience is over", waiting.id());
        }
    }
}
