package io.rackboot.inventory.machine;

import io.rackboot.events.MachineId;
import io.rackboot.events.fact.BootRequested;
import io.rackboot.events.fact.MachineDiscovered;
import io.rackboot.inventory.fact.FactListener;
import io.rackboot.inventory.fact.Facts;
import io.rackboot.inventory.fact.HeardFact;
import io.rackboot.inventory.fact.Replay;
import io.rackboot.nats.Freshness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Machines without a document that asked to boot; machine-discovered is said of each once.
@ApplicationScoped
public class Discoveries implements FactListener {
    /// How many are remembered: a flood of invented addresses must not fill the memory.
    static final int LIMIT = 5_000;

    private final Map<MachineId, Discovery> found = new ConcurrentHashMap<>();
    private final Machines machines;
    private final Facts facts;
    private final Replay replay;
    private final DiscoveryFile file;

    Discoveries(Machines machines, Facts facts, Replay replay, DiscoveryFile file) {
        this.machines = machines;
        this.facts = facts;
        this.replay = replay;
        this.file = file;
        file.read().forEach(discovery -> found.put(discovery.machine(), discovery));
    }

    @Override
    public void heard(HeardFact heard) {
        var time = heard.event().time();
        if (heard.fact() instanceof BootRequested f && !f.machine().equals(MachineId.UNKNOWN)) {
            note(new Discovery(f.machine(), f.rack(), f.firmware(), f.uuid(), time, time, false));
        }
        if (heard.fact() instanceof MachineDiscovered f) {
            note(new Discovery(f.machine(), f.rack(), f.firmware(), f.uuid(), time, time, true));
        }
    }

    private void note(Discovery discovery) {
        if (machines.with(discovery.machine()).isPresent()) {
            return;
        }
        if (found.size() >= LIMIT && !found.containsKey(discovery.machine())) {
            found.values().stream()
                    .min(Comparator.comparing(Discovery::last))
                    .ifPresent(oldest -> found.remove(oldest.machine()));
        }
        found.merge(discovery.machine(), discovery, Discovery::again);
        file.changed();
    }

    /// Says machine-discovered of those not yet said, once it is sure that they have no document.
    public void tell() {
        if (machines.freshness() != Freshness.LIVE || !replay.caughtUp()) {
            return;
        }
        if (found.keySet().removeIf(machine -> machines.with(machine).isPresent())) {
            file.changed();
        }
        for (var discovery : unknown()) {
            if (!discovery.said()) {
                facts.say(discovery.fact(), discovery.first(), "");
                found.computeIfPresent(discovery.machine(), (_, now) -> now.toldOf());
                file.changed();
            }
        }
        file.write(List.copyOf(found.values()));
    }

    /// {@return machines that have no document, those that asked last first}
    public List<Discovery> unknown() {
        return found.values().stream()
                .filter(discovery -> machines.with(discovery.machine()).isEmpty())
                .sorted(Comparator.comparing(Discovery::last).reversed())
                .toList();
    }
}
