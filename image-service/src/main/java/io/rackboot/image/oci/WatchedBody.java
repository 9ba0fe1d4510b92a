package io.rackboot.image.oci;

import io.rackboot.image.process.Watch;
import io.rackboot.image.tree.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A response's body that does not keep its reader for ever: a thread beside closes it when the build is not wanted any
/// more, or when its reader has waited for a byte for a while. How long the reader is busy elsewhere does not count.
final class WatchedBody extends BlockInput {
    private static final long POLL_NANOS = 100_000_000;

    private final InputStream body;
    private final Watch watch;
    private final Duration patience;
    private volatile long waitingSince;
    private volatile boolean waiting;
    private volatile boolean closed;
    private volatile Optional<IOException> reason = Optional.empty();

    WatchedBody(InputStream body, Watch watch, Duration patience) {
        this.body = body;
        this.watch = watch;
        this.patience = patience;
        Thread.ofVirtual().name("registry").start(this::guard);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        waiting = true;
        try {
            var count = body.read(bytes, offset, length);
            if (reason.isPresent()) {
                throw reason.get();
            }
            return count;
        } catch (IOException e) {
            throw reason.orElse(e);
        } finally {
            waiting = false;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        body.close();
    }

    private void guard() {
        while (!closed) {
            LockSupport.parkNanos(POLL_NANOS);
            try {
                watch.check();
                if (waiting && System.nanoTime() - waitingSince > patience.toNanos()) {
                    throw new IOException("the registry sent nothing for " + patience.toSeconds() + " s");
                }
            } catch (IOException e) {
                reason = Optional.of(e);
                abandon();
            }
        }
    }

    private void abandon() {
        try {
            close();
        } catch (IOException _) {
            // Its reader is told the reason.
        }
    }
}
