package io.rackboot.inventory;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rackboot.inventory.boot.StallWatch;
import io.rackboot.inventory.machine.Discoveries;
import io.rackboot.inventory.machine.OneShots;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// What has to be done when time passes: once a second, one thing after the other.
@ApplicationScoped
public class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final StallWatch stalls;
    private final Discoveries discoveries;
    private final OneShots oneShots;
    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("watch").factory());

    Watch(StallWatch stalls, Discoveries discoveries, OneShots oneShots) {
        this.stalls = stalls;
        this.discoveries = discoveries;
        this.oneShots = oneShots;
    }

    void start(@Observes StartupEvent event) {
        timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void look() {
        attempt("deadlines", () -> stalls.look(clock.instant()));
        attempt("discoveries", discoveries::tell);
        attempt("one-shot profiles", oneShots::consume);
    }

    /// One failure must end neither the others nor the timer.
    private static void attempt(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "The watch over %s failed; it goes on in a second", what);
        }
    }
}
