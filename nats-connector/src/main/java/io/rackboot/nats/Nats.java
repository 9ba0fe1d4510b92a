package io.rackboot.nats;

import java.nio.file.Path;

/// The application's one connection to NATS, made in the background and renewed for ever.
///
/// An application starts and works without NATS: nothing here blocks on a server that is away, and no method throws
/// because of one.
public interface Nats {

    /// {@return whether the connection is up at this moment}
    boolean connected();

    /// Runs the action after every connect and reconnect, on a virtual thread of its own; at once where the connection
    /// is up already.
    void whenConnected(Runnable action);

    /// A bucket to read and write. It is made at each connect where it is missing; one that exists is never altered.
    KeyValue keyValue(BucketDefinition bucket);

    /// A copy of a bucket in memory, kept up to date by the server and kept on disk for starts without NATS.
    ///
    /// @param snapshot the file of the copy on disk; its directory is made where it is missing
    Replica replica(BucketDefinition bucket, Path snapshot);

    /// A queue of tasks that applications share. It is made when it is used first and missing; one that exists is never
    /// altered.
    WorkQueue workQueue(WorkQueueDefinition queue);
}
