package io.rackboot.inventory.boot;

import io.quarkus.arc.All;
import io.rackboot.events.MachineId;
import io.rackboot.inventory.fact.FactListener;
import io.rackboot.inventory.fact.HeardFact;
import io.rackboot.inventory.machine.Machines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The boots of all machines, kept up with the stream.
@ApplicationScoped
public class Timelines implements FactListener {
    /// How many machines' boots are kept: a flood of invented addresses must not fill the memory.
    static final int MACHINES = 20_000;

    private final Map<MachineId, History> byMachine = new ConcurrentHashMap<>();
    private final Machines machines;
    private final List<BootListener> listeners;

    Timelines(Machines machines, @All List<BootListener> listeners) {
        this.machines = machines;
        this.listeners = listeners;
    }

    @Override
    public void heard(HeardFact heard) {
        var machine = heard.fact().machine();
        if (machine.equals(MachineId.UNKNOWN)) {
            return;
        }
        var before = byMachine.getOrDefault(machine, History.NONE);
        var after = before.apply(heard.event());
        if (after == before || after.equals(before)) {
            return;
        }
        makeRoom(machine);
        byMachine.put(machine, after);
        after.latest().ifPresent(boot -> {
            var change = new BootChange(heard, before.latest(), boot);
            listeners.forEach(listener -> listener.changed(change));
        });
    }

    /// The machine that has been silent longest goes, those without a document first.
    private void makeRoom(MachineId machine) {
        if (byMachine.size() < MACHINES || byMachine.containsKey(machine)) {
            return;
        }
        byMachine.entrySet().stream()
                .min(Comparator.<Map.Entry<MachineId, History>, Boolean>comparing(
                                entry -> machines.with(entry.getKey()).isPresent())
                        .thenComparing(
                                entry -> entry.getValue().latest().orElseThrow().last()))
                .ifPresent(entry -> byMachine.remove(entry.getKey()));
    }

    /// {@return the newest boot of every machine, in the order of their ids}
    public Collection<Boot> latest() {
        return byMachine.values().stream()
                .flatMap(history -> history.latest().stream())
                .sorted(Comparator.comparing(boot -> boot.machine().text()))
                .toList();
    }

    /// {@return the newest boot of the machine with these MAC addresses}
    public Optional<Boot> latest(Collection<MachineId> macs) {
        return boots(macs).stream().findFirst();
    }

    /// {@return all boots of the machine with these MAC addresses, newest first}
    public List<Boot> boots(Collection<MachineId> macs) {
        return macs.stream()
                .flatMap(mac -> byMachine.getOrDefault(mac, History.NONE).boots().stream())
                .sorted(Comparator.comparing(Boot::start).reversed())
                .limit(History.KEPT)
                .toList();
    }
}
