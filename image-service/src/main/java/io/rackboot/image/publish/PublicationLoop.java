package io.rackboot.image.publish;

import io.rackboot.nats.Nats;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Runs the synchronizer on one thread of its own: when an image changed, when NATS is back, and now and then while
/// something waits.
final class PublicationLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PublicationLoop.class);
    private static final long RETRY_SECONDS = 5;

    private final BucketSynchronizer synchronizer;
    private final Semaphore wakeups = new Semaphore(0);
    private final AtomicBoolean connected = new AtomicBoolean();
    private final Thread thread;

    PublicationLoop(BucketSynchronizer synchronizer) {
        this.synchronizer = synchronizer;
        this.thread = Thread.ofVirtual().name("publication").unstarted(this::run);
    }

    void start(Nats nats) {
        nats.whenConnected(() -> {
            connected.set(true);
            wake();
        });
        thread.start();
    }

    void wake() {
        wakeups.release();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (synchronizer.waiting()) {
                    wakeups.tryAcquire(RETRY_SECONDS, TimeUnit.SECONDS);
                } else {
                    wakeups.acquire();
                }
                wakeups.drainPermits();
                if (connected.getAndSet(false)) {
                    synchronizer.restore();
                }
                synchronizer.work();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                LOG.errorf("what is published could not be recorded: %s", e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "a fault while publishing");
            }
        }
    }
}
