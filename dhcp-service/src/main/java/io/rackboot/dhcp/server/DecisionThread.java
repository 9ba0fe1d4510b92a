package io.rackboot.dhcp.server;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/// The one thread that decides, so that no two requests race for an address.
///
/// Requests wait in a bounded queue: beyond it they are dropped, since a client that waited longer has asked again.
public final class DecisionThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DecisionThread.class);
    private static final Duration LAST_TASKS = Duration.ofSeconds(5);

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingRequests = new AtomicInteger();
    private final int requestLimit;
    private final Thread thread;
    private volatile boolean open = true;

    /// @param requestLimit how many requests may wait
    public DecisionThread(int requestLimit) {
        this.requestLimit = requestLimit;
        thread = Thread.ofPlatform().name("dhcp-decisions").daemon().start(this::work);
    }

    /// Runs a request's handling.
    ///
    /// @return whether there was room for it
    boolean offer(Runnable request) {
        if (waitingRequests.incrementAndGet() > requestLimit) {
            waitingRequests.decrementAndGet();
            return false;
        }
        tasks.add(() -> {
            waitingRequests.decrementAndGet();
            request.run();
        });
        return true;
    }

    /// Runs a task that must not be dropped.
    public void run(Runnable task) {
        tasks.add(task);
    }

    /// Finishes what waits, then ends.
    @Override
    public void close() {
        tasks.add(() -> open = false);
        try {
            if (!thread.join(LAST_TASKS)) {
                LOG.errorf("%d tasks are left after %d s", tasks.size(), LAST_TASKS.toSeconds());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (open) {
            try {
                var task = tasks.poll(1, TimeUnit.MINUTES);
                if (task != null) {
                    task.run();
                }
            } catch (InterruptedException _) {
                LOG.debug("nobody interrupts this thread to a purpose");
            } catch (RuntimeException e) {
                LOG.error("a task of the decision thread failed: a fault of this program; the next ones are done", e);
            }
        }
    }
}
