package io.rackboot.image.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Ctrl-C and SIGTERM while a command works: they cancel its work, and the process ends when that has cleaned up.
final class Interruption {
    private static final long PATIENCE = 20;

    private Interruption() {}

    /// Works, and {@return what comes of it}.
    ///
    /// @param cancel called on a signal, from another thread
    static <T> T during(Runnable cancel, Supplier<T> work) {
        var done = new CountDownLatch(1);
        var hook = Thread.ofPlatform().unstarted(() -> {
            cancel.run();
            await(done);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            done.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // It is at work: the process ends.
            }
        }
    }

    private static void await(CountDownLatch done) {
        try {
            done.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
