package io.rackboot.inventory.document;

import io.rackboot.nats.Entry;
import io.rackboot.nats.KeyValue;
import io.rackboot.nats.ReadOutcome;
import io.rackboot.nats.WriteOutcome;
import java.util.Arrays;
import java.util.OptionalLong;

/// Writes of one bucket, each compare-and-set against the revision that its condition was judged by.
public final class Store {
    private final KeyValue bucket;

    /// A store over this bucket.
    public Store(KeyValue bucket) {
        this.bucket = bucket;
    }

    /// Writes a document.
    public StoreOutcome put(String key, byte[] value, Condition condition) {
        return switch (bucket.get(key)) {
            case ReadOutcome.Unavailable(var reason) -> new StoreOutcome.Away(reason);
            case ReadOutcome.Absent _ ->
                condition.holds(OptionalLong.empty())
                        ? created(key, bucket.create(key, value), condition)
                        : new StoreOutcome.ConditionFailed(OptionalLong.empty());
            case ReadOutcome.Found(var entry) ->
                condition.holds(OptionalLong.of(entry.revision()))
                        ? replace(entry, value, condition)
                        : new StoreOutcome.ConditionFailed(OptionalLong.of(entry.revision()));
        };
    }

    private StoreOutcome created(String key, WriteOutcome outcome, Condition condition) {
        return switch (outcome) {
            case WriteOutcome.Written(var revision) -> new StoreOutcome.Created(revision);
            case WriteOutcome.Conflict _ -> overtaken(key, condition);
            case WriteOutcome.Unavailable(var reason) -> new StoreOutcome.Away(reason);
        };
    }

    private StoreOutcome replace(Entry before, byte[] value, Condition condition) {
        if (Arrays.equals(before.value(), value)) {
            return new StoreOutcome.Unchanged(before.revision());
        }
        return switch (bucket.update(before.key(), value, before.revision())) {
            case WriteOutcome.Written(var revision) -> new StoreOutcome.Replaced(revision, before);
            case WriteOutcome.Conflict _ -> overtaken(before.key(), condition);
            case WriteOutcome.Unavailable(var reason) -> new StoreOutcome.Away(reason);
        };
    }

    /// Removes a document.
    public StoreOutcome delete(String key, Condition condition) {
        return switch (bucket.get(key)) {
            case ReadOutcome.Unavailable(var reason) -> new StoreOutcome.Away(reason);
            case ReadOutcome.Absent _ -> new StoreOutcome.Absent();
            case ReadOutcome.Found(var entry) ->
                condition.holds(OptionalLong.of(entry.revision()))
                        ? delete(entry, condition)
                        : new StoreOutcome.ConditionFailed(OptionalLong.of(entry.revision()));
        };
    }

    private StoreOutcome delete(Entry before, Condition condition) {
        return switch (bucket.delete(before.key(), before.revision())) {
            case WriteOutcome.Written(var revision) -> new StoreOutcome.Deleted(revision, before);
            case WriteOutcome.Conflict _ -> overtaken(before.key(), condition);
            case WriteOutcome.Unavailable(var reason) -> new StoreOutcome.Away(reason);
        };
    }

    /// With a condition, the condition no longer holds; without one, it is a conflict that the client could not see.
    private StoreOutcome overtaken(String key, Condition condition) {
        if (condition.equals(Condition.NONE)) {
            return new StoreOutcome.Overtaken();
        }
        return switch (bucket.get(key)) {
            case ReadOutcome.Found(var entry) -> new StoreOutcome.ConditionFailed(OptionalLong.of(entry.revision()));
            case ReadOutcome.Absent _ -> new StoreOutcome.ConditionFailed(OptionalLong.empty());
            case ReadOutcome.Unavailable(var reason) -> new StoreOutcome.Away(reason);
        };
    }

    /// Takes back the creation of a document, unless somebody has written since.
    public WriteOutcome undoCreation(String key, long revision) {
        return bucket.delete(key, revision);
    }

    /// Takes back the replacement of a document, unless somebody has written since.
    public WriteOutcome undoReplacement(Entry before, long revision) {
        return bucket.update(before.key(), before.value(), revision);
    }
}
