package io.rackboot.dhcp.server;

import java.util.concurrent.Executors;

/// Decision threads without sockets.
final class DecisionThreads {
    private DecisionThreads() {}

    /// {@return one on a thread of its own}
    static DecisionThread own() {
        return new DecisionThread(
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
    }
}
