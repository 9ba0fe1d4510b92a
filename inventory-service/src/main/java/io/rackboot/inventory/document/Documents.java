package io.rackboot.inventory.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.nats.Change;
import io.rackboot.nats.Entry;
import io.rackboot.nats.Freshness;
import io.rackboot.nats.Replica;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// The documents of one bucket, decoded, in the order of their keys.
public final class Documents<T> {
    private static final Logger LOG = Logger.getLogger(Documents.class);

    /// One document went from here to there.
    ///
    /// @param before empty where there was none
    /// @param after empty where it is gone
    public record Changed<T>(Optional<Versioned<T>> before, Optional<Versioned<T>> after) {}

    private final Replica replica;
    private final Class<T> form;
    private final ObjectMapper json = Json.mapper();
    private final NavigableMap<String, Versioned<T>> byKey = new ConcurrentSkipListMap<>();
    private final List<Consumer<Changed<T>>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long seen;

    /// A decoded copy of this replica, from its first entry on.
    public Documents(Replica replica, Class<T> form) {
        this.replica = replica;
        this.form = form;
        lock.lock();
        try {
            replica.onChange(this::take);
            replica.all().forEach(this::put);
        } finally {
            lock.unlock();
        }
    }

    /// {@return the document of that key}
    public Optional<Versioned<T>> get(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /// {@return all of them, in the order of their keys}
    public Collection<Versioned<T>> all() {
        return byKey.values();
    }

    /// {@return those after this key, in their order}
    public Collection<Versioned<T>> after(Optional<String> key) {
        return key.<Map<String, Versioned<T>>>map(last -> byKey.tailMap(last, false))
                .orElse(byKey)
                .values();
    }

    /// {@return how current they are}
    public Freshness freshness() {
        return replica.freshness();
    }

    /// Calls this for every document that is here, and for every change from now on.
    public void onChange(Consumer<Changed<T>> listener) {
        lock.lock();
        try {
            listeners.add(listener);
            byKey.values().forEach(document -> listener.accept(new Changed<>(Optional.empty(), Optional.of(document))));
        } finally {
            lock.unlock();
        }
    }

    /// Waits until this copy has seen a revision.
    ///
    /// @return whether it came in time
    public boolean await(long revision, Duration atMost) {
        var nanos = atMost.toNanos();
        lock.lock();
        try {
            while (seen < revision) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = moved.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void take(Change change) {
        lock.lock();
        try {
            switch (change) {
                case Change.Put(var entry) -> put(entry);
                case Change.Removed(var key, var revision) -> remove(key, revision);
            }
        } finally {
            lock.unlock();
        }
    }

    private void put(Entry entry) {
        var before = get(entry.key());
        if (before.isEmpty() || before.get().revision() < entry.revision()) {
            decode(entry).ifPresentOrElse(now -> set(before, now), () -> drop(entry.key(), before));
        }
        reached(entry.revision());
    }

    private void remove(String key, long revision) {
        var before = get(key);
        if (before.isPresent() && before.get().revision() <= revision) {
            drop(key, before);
        }
        reached(revision);
    }

    private void set(Optional<Versioned<T>> before, Versioned<T> now) {
        byKey.put(now.key(), now);
        tell(new Changed<>(before, Optional.of(now)));
    }

    private void drop(String key, Optional<Versioned<T>> before) {
        byKey.remove(key);
        if (before.isPresent()) {
            tell(new Changed<>(before, Optional.empty()));
        }
    }

    private void tell(Changed<T> change) {
        listeners.forEach(listener -> listener.accept(change));
    }

    private void reached(long revision) {
        seen = Math.max(seen, revision);
        moved.signalAll();
    }

    private Optional<Versioned<T>> decode(Entry entry) {
        try {
            var document = json.readValue(entry.value(), form);
            return Optional.of(new Versioned<>(entry.key(), document, entry.revision(), entry.created()));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf(
                    "Document %s in the bucket of %s cannot be read and is left out: %s",
                    entry.key(), form.getSimpleName(), e.getMessage());
            return Optional.empty();
        }
    }
}
