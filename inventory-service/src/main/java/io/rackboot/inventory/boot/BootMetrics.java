package io.rackboot.inventory.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rackboot.inventory.fact.Replay;
import io.rackboot.inventory.machine.Machines;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Counts boots that end while this process runs, and times those that come up.
@ApplicationScoped
public class BootMetrics implements BootListener {
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(45),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10)
    };

    private final MeterRegistry meters;
    private final Replay replay;

    BootMetrics(MeterRegistry meters, Replay replay, Machines machines) {
        this.meters = meters;
        this.replay = replay;
        meters.gauge("rackboot.machines", machines, all -> all.all().size());
    }

    @Override
    public void changed(BootChange change) {
        if (!replay.isPresent(change.cause())) {
            return;
        }
        var boot = change.after();
        var stalls = boot.state() instanceof BootState.Stalled
                && change.before()
                        .filter(before -> before.state() instanceof BootState.Stalled)
                        .isEmpty();
        if (stalls || change.ends()) {
            count(boot);
        }
        if (change.ends() && boot.state() instanceof BootState.Complete) {
            boot.total().ifPresent(total -> timer(boot).record(total));
        }
        change.before()
                .filter(before -> before.state().open() && !before.id().equals(boot.id()))
                .ifPresent(before -> meters.counter(
                                "rackboot.boots",
                                "outcome",
                                "failed",
                                "firmware",
                                before.firmware().text())
                        .increment());
    }

    private void count(Boot boot) {
        meters.counter(
                        "rackboot.boots",
                        "outcome",
                        BootJson.outcome(boot.state()),
                        "firmware",
                        boot.firmware().text())
                .increment();
    }

    private Timer timer(Boot boot) {
        return Timer.builder("rackboot.boot.duration")
                .description("From the first request to boot-complete")
                .tag("firmware", boot.firmware().text())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }
}
