package io.rackboot.dhcp.document;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.Rack;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.Nats;
import io.rackboot.nats.ScanOutcome;
import io.rackboot.nats.WriteOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Keeps the bucket `leases` like the table: after each durable change, and wholly at each connect.
///
/// Only addresses are remembered and the document is made when it is sent, so that the latest always wins and a time
/// without NATS costs an address each. Of the bucket nothing is kept: it holds what the table holds.
public final class LeasePublisher implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LeasePublisher.class);
    private static final int BATCH = 512;
    private static final Duration RETRY = Duration.ofSeconds(1);
    /// Documents that change together travel together, and one that changes twice travels once.
    private static final Duration GATHERING = Duration.ofMillis(10);

    private final Nats nats;
    private final KeyValue bucket;
    private final LeaseDocuments documents;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Ip4Address> outdated = new HashSet<>();
    private final Thread thread;
    private boolean connectedAnew;
    private volatile boolean closed;

    private LeasePublisher(Nats nats, KeyValue bucket, LeaseDocuments documents) {
        this.nats = nats;
        this.bucket = bucket;
        this.documents = documents;
        thread = Thread.ofVirtual().name("dhcp-lease-documents").unstarted(this::work);
    }

    /// Begins to publish.
    public static LeasePublisher start(Nats nats, KeyValue bucket, Rack rack, LeaseTable table, Machines machines) {
        var publisher = new LeasePublisher(nats, bucket, new LeaseDocuments(rack, table, machines));
        publisher.thread.start();
        nats.whenConnected(publisher::connected);
        return publisher;
    }

    /// These leases have changed, and the change is on disk.
    public void changed(List<Lease> leases) {
        if (!leases.isEmpty()) {
            outdated(() -> leases.forEach(lease -> outdated.add(lease.address())));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(RETRY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void connected() {
        lock.lock();
        try {
            connectedAnew = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void outdated(Collection<Ip4Address> addresses) {
        outdated(() -> outdated.addAll(addresses));
    }

    private void outdated(Runnable add) {
        lock.lock();
        try {
            boolean idle = outdated.isEmpty();
            add.run();
            if (idle) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (!closed) {
                if (awaitWork()) {
                    compare();
                }
                publish(takeBatch());
                Thread.sleep(GATHERING);
            }
        } catch (InterruptedException _) {
            LOG.debug("closed");
        }
    }

    /// {@return whether there was a connect since}
    private boolean awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!connectedAnew && (outdated.isEmpty() || !nats.connected())) {
                changed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
            boolean anew = connectedAnew;
            connectedAnew = false;
            return anew;
        } finally {
            lock.unlock();
        }
    }

    /// Where it fails with the link, another connect comes.
    private void compare() throws InterruptedException {
        var comparison = documents.compare();
        switch (bucket.scan(comparison::see)) {
            case ScanOutcome.Whole _ -> {
                LOG.debugf(
                        "%d documents of bucket leases are to be made right",
                        comparison.wrong().size());
                outdated(comparison.wrong());
            }
            case ScanOutcome.Unavailable(var reason) -> {
                LOG.debugf("bucket leases cannot be compared yet: %s", reason);
                TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
                if (nats.connected()) {
                    connected();
                }
            }
        }
    }

    private List<Ip4Address> takeBatch() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var batch = new ArrayList<Ip4Address>();
            for (var each = outdated.iterator(); each.hasNext() && batch.size() < BATCH; ) {
                batch.add(each.next());
                each.remove();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void publish(List<Ip4Address> batch) throws InterruptedException {
        var writes = batch.stream().map(this::write).toList();
        // answers come in the order of the writes: whoever waits for the last first is woken once
        var failed = writes.reversed().stream().filter(Write::failed).toList();
        if (!failed.isEmpty()) {
            LOG.debugf(
                    "%d documents of bucket leases wait: %s",
                    failed.size(), failed.getLast().outcome().join());
            outdated(failed.stream().map(Write::address).toList());
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        }
    }

    private Write write(Ip4Address address) {
        var key = address.toString();
        var outcome =
                documents.of(address).map(json -> bucket.putAsync(key, json)).orElseGet(() -> bucket.deleteAsync(key));
        return new Write(address, outcome.toCompletableFuture());
    }

    private record Write(Ip4Address address, CompletableFuture<WriteOutcome> outcome) {
        boolean failed() {
            return !(outcome.join() instanceof WriteOutcome.Written);
        }
    }
}
