package io.rackboot.inventory.machine;

import io.rackboot.events.MachineId;
import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.events.fact.BootComplete;
import io.rackboot.inventory.document.Condition;
import io.rackboot.inventory.document.Documents;
import io.rackboot.inventory.document.StoreOutcome;
import io.rackboot.inventory.document.Versioned;
import io.rackboot.inventory.fact.FactListener;
import io.rackboot.inventory.fact.HeardFact;
import io.rackboot.nats.Freshness;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Takes one-shot profiles out of machines that have come up with them.
@ApplicationScoped
public class OneShots implements FactListener {
    private static final Logger LOG = Logger.getLogger(OneShots.class);

    private final Map<MachineId, OneShot> waiting = new ConcurrentHashMap<>();
    private final Machines machines;
    private final Documents<ProfileDocument> profiles;
    private final MachineWriter writer;

    OneShots(Machines machines, Documents<ProfileDocument> profiles, MachineWriter writer) {
        this.machines = machines;
        this.profiles = profiles;
        this.writer = writer;
    }

    @Override
    public void heard(HeardFact heard) {
        if (heard.fact() instanceof BootComplete fact) {
            var complete = heard.event().time();
            waiting.put(fact.machine(), new OneShot(complete.minus(fact.sinceScript()), complete, fact.image()));
        }
    }

    /// Consumes what is used up; what cannot be written now waits for the next time.
    public void consume() {
        if (machines.freshness() != Freshness.LIVE) {
            return;
        }
        for (var id : List.copyOf(waiting.keySet())) {
            var boot = Optional.ofNullable(waiting.get(id));
            boot.filter(up -> done(id, up)).ifPresent(up -> waiting.remove(id, up));
        }
    }

    private boolean done(MachineId id, OneShot boot) {
        return machines.with(id)
                .filter(machine -> boot.uses(
                        machine,
                        machine.document().oneShotProfile().flatMap(this::image),
                        machine.document().profile().flatMap(this::image)))
                .map(this::write)
                .orElse(true);
    }

    private boolean write(Versioned<MachineDocument> machine) {
        var wanted = new Condition.Tags.Of(List.of(machine.revision()));
        var condition = new Condition(Optional.of(wanted), Optional.empty());
        var outcome = writer.put(without(machine.document()), condition);
        return switch (outcome) {
            case MachineOutcome.Stands _ -> {
                LOG.infof("Machine %s came up; its one-shot profile is used up", machine.key());
                yield true;
            }
            case MachineOutcome.NotStored(StoreOutcome.ConditionFailed _) -> false;
            case MachineOutcome.NotStored(var why) -> {
                LOG.debugf(
                        "The one-shot profile of %s is not taken back, which is tried again: %s", machine.key(), why);
                yield false;
            }
            case MachineOutcome.Taken(var taken) -> {
                LOG.warnf("The one-shot profile of %s stays, because it shares %s", machine.key(), taken);
                yield true;
            }
        };
    }

    private Optional<ImageReference> image(String profile) {
        return profiles.get(profile).map(found -> found.document().image());
    }

    private static MachineDocument without(MachineDocument m) {
        return new MachineDocument(
                m.id(),
                m.macs(),
                m.uuid(),
                m.serial(),
                m.rack(),
                m.hostName(),
                m.address(),
                m.profile(),
                Optional.empty(),
                m.loader(),
                m.bmc(),
                m.clientIdentifier(),
                m.switchPort());
    }
}
