package io.rackboot.nats.bucket;

import io.rackboot.nats.Change;
import io.rackboot.nats.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The values of a bucket in memory. One thread changes it and learns what changed; any thread reads.
final class Copy {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private Set<String> unseen = new HashSet<>();

    Optional<Entry> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    Collection<Entry> all() {
        return List.copyOf(entries.values());
    }

    int size() {
        return entries.size();
    }

    void load(Collection<Entry> snapshot) {
        snapshot.forEach(entry -> entries.put(entry.key(), entry));
    }

    /// Begins to hear the whole bucket anew: what is not heard of until [#heardAll] is gone.
    void hearAll() {
        unseen = new HashSet<>(entries.keySet());
    }

    /// A key's newest value. The same revision again, as after each connect, is no change, unless it is another
    /// bucket's: then the rest differs.
    Optional<Change> put(Entry entry) {
        unseen.remove(entry.key());
        var before = entries.put(entry.key(), entry);
        return entry.equals(before) ? Optional.empty() : Optional.of(new Change.Put(entry));
    }

    Optional<Change> remove(String key, long revision) {
        unseen.remove(key);
        return Optional.ofNullable(entries.remove(key)).map(_ -> new Change.Removed(key, revision));
    }

    /// Removes what the bucket does not hold any more.
    List<Change> heardAll() {
        var gone = unseen.stream()
                .flatMap(key -> Optional.ofNullable(entries.get(key)).stream())
                .toList();
        unseen.clear();
        return removed(gone);
    }

    /// Removes what is older than the bucket's values may be: the server says nothing when it does so.
    List<Change> expire(Duration age, Instant now) {
        var oldest = now.minus(age);
        return removed(entries.values().stream()
                .filter(entry -> entry.created().isBefore(oldest))
                .toList());
    }

    private List<Change> removed(List<Entry> gone) {
        return gone.stream()
                .flatMap(entry -> remove(entry.key(), entry.revision()).stream())
                .toList();
    }
}
