package io.rackboot.inventory.live;

import io.rackboot.inventory.fact.Replay;
import io.rackboot.inventory.machine.Machines;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/// The standing of this moment; remembers since when it is so.
@ApplicationScoped
public class Standings {
    private final Machines machines;
    private final Replay replay;
    private final InstantSource clock = InstantSource.system();
    private Standing last;

    Standings(Machines machines, Replay replay) {
        this.machines = machines;
        this.replay = replay;
        last = new Standing(machines.freshness(), replay.freshness(), clock.instant());
    }

    /// {@return the standing now}
    public synchronized Standing now() {
        var documents = machines.freshness();
        var boots = replay.freshness();
        if (documents != last.documents() || boots != last.boots()) {
            last = new Standing(documents, boots, clock.instant());
        }
        return last;
    }
}
