package io.rackboot.dhcp.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The one thread that decides, so that no two requests race for an address.
///
/// It is the sockets' own: a request is decided where it is heard, without a hand-over that would cost more than the
/// decision. What other threads have for it waits in its queue; requests wait in the sockets' buffers, which drop what
/// comes beyond them, since a client that waited longer has asked again.
public final class DecisionThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DecisionThread.class);
    private static final Duration LAST_TASKS = Duration.ofSeconds(5);

    private final Executor thread;

    /// @param thread runs what it is given one after another, in order, on the thread that the requests come on
    public DecisionThread(Executor thread) {
        this.thread = thread;
    }

    /// Runs a task, after those that came before it. Once the thread has ended nothing is run any more.
    public void run(Runnable task) {
        try {
            thread.execute(() -> sparing(task));
        } catch (RejectedExecutionException _) {
            LOG.debug("the decision thread has ended, and with it what it would have done");
        }
    }

    private static void sparing(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of the decision thread failed: a fault of this program; the next ones are done", e);
        }
    }

    /// Waits until what was there before is done.
    @Override
    public void close() {
        var done = new CountDownLatch(1);
        run(done::countDown);
        try {
            if (!done.await(LAST_TASKS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.errorf("the decision thread is still at work after %d s", LAST_TASKS.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
