package io.rackboot.nats;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// A key-value bucket. Keys are `[-/_=.a-zA-Z0-9]+`, not starting or ending with a dot; anything else is an
/// `IllegalArgumentException`.
///
/// Calls block the (virtual) thread for a round trip; the asynchronous ones do not and may be pipelined. A call whose
/// answer got lost says `Unavailable`: whether it took effect shows in a later read.
public interface KeyValue {

    /// Hands over the newest value of every key that the bucket holds at the call, one at a time, in no order; keeps
    /// none. What is written meanwhile may come too.
    ScanOutcome scan(Consumer<Entry> each);

    /// The newest value of a key.
    ReadOutcome get(String key);

    /// Writes a key that has no value; a `Conflict` where it has one.
    WriteOutcome create(String key, byte[] value);

    /// Writes a key whose revision is still the given one; a `Conflict` where it is not.
    WriteOutcome update(String key, byte[] value, long revision);

    /// Writes a key, whatever it was.
    WriteOutcome put(String key, byte[] value);

    /// Removes a key whose revision is still the given one; a `Conflict` where it is not.
    WriteOutcome delete(String key, long revision);

    /// [#put] without waiting; the stage never completes exceptionally, and what follows it runs on the connection's
    /// thread, where it must not block. Puts of one key keep their order.
    CompletionStage<WriteOutcome> putAsync(String key, byte[] value);

    /// Removes a key, whatever it was, without waiting; else as [#putAsync].
    CompletionStage<WriteOutcome> deleteAsync(String key);
}
