package io.rackboot.nats;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/// A bucket's newest values in memory. Reads never wait and never fail; [#freshness] tells how old they may be.
public interface Replica extends AutoCloseable {

    /// {@return the key's value, or empty where it has none}
    Optional<Entry> get(String key);

    /// {@return every value at this moment, in no order}
    Collection<Entry> all();

    /// {@return how far the copy can be trusted to be the newest}
    Freshness freshness();

    /// Calls the listener with each change from now on, in order, one at a time; after a time without NATS also with
    /// what was missed. It must not block for long. An exception of it is logged and changes nothing.
    void onChange(Consumer<Change> listener);

    /// Stops following the bucket and writes the last snapshot.
    @Override
    void close();
}
