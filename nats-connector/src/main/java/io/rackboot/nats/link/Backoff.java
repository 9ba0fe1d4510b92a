package io.rackboot.nats.link;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Growing pauses between attempts, with jitter so that racks do not come back in step. For one thread.
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    /// Pauses from `first`, doubled each time, up to `longest`.
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        next = first;
    }

    /// Waits for the next pause, 75 to 125 % of its nominal length.
    public void pause() throws InterruptedException {
        Thread.sleep(
                next.multipliedBy(ThreadLocalRandom.current().nextInt(75, 126)).dividedBy(100));
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /// Starts anew after a success.
    public void reset() {
        next = first;
    }
}
