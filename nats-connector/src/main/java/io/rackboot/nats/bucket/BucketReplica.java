package io.rackboot.nats.bucket;

import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Change;
import io.rackboot.nats.Entry;
import io.rackboot.nats.Freshness;
import io.rackboot.nats.Replica;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// A replica that [BucketFollower] keeps up to date and [SnapshotKeeper] keeps on disk.
public final class BucketReplica implements Replica {
    private static final Logger LOG = Logger.getLogger(BucketReplica.class);

    private final Link link;
    private final Copy copy = new Copy();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final SnapshotKeeper keeper;
    private final LinkWorker follower;
    private volatile Freshness freshness;

    private BucketReplica(Link link, BucketDefinition bucket, Path snapshot) {
        this.link = link;
        var file = new SnapshotFile(snapshot, bucket.name());
        freshness = load(file);
        keeper = new SnapshotKeeper(file, copy, freshness == Freshness.COLD);
        follower = LinkWorker.start(
                link,
                "replica of bucket " + bucket.name(),
                new BucketFollower(link, bucket, copy, this::live, this::changed));
    }

    /// Starts with what the snapshot holds, and follows the bucket from the next connect on.
    public static BucketReplica of(Link link, BucketDefinition bucket, Path snapshot) {
        var replica = new BucketReplica(link, bucket, snapshot);
        link.beforeClose(replica::close);
        return replica;
    }

    @Override
    public Optional<Entry> get(String key) {
        return copy.get(key);
    }

    @Override
    public Collection<Entry> all() {
        return copy.all();
    }

    @Override
    public Freshness freshness() {
        var last = freshness;
        return last == Freshness.LIVE && !link.connected() ? Freshness.STALE : last;
    }

    @Override
    public void onChange(Consumer<Change> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        follower.close();
        keeper.close();
    }

    private void live(boolean now) {
        if (now) {
            freshness = Freshness.LIVE;
            keeper.synchronised();
        } else if (freshness == Freshness.LIVE) {
            freshness = Freshness.STALE;
        }
    }

    private void changed(Change change) {
        keeper.changed();
        for (var listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                LOG.errorf(e, "a listener of the replica failed at %s", change);
            }
        }
    }

    private Freshness load(SnapshotFile file) {
        return switch (file.load()) {
            case SnapshotFile.Loaded.Values(var entries) -> {
                copy.load(entries);
                LOG.infof("%d entries from snapshot %s", entries.size(), file.file());
                yield Freshness.SNAPSHOT;
            }
            case SnapshotFile.Loaded.Missing _ -> Freshness.COLD;
            case SnapshotFile.Loaded.Unusable(var reason) -> {
                LOG.warnf("snapshot %s cannot be used, starting without it: %s", file.file(), reason);
                yield Freshness.COLD;
            }
        };
    }
}
