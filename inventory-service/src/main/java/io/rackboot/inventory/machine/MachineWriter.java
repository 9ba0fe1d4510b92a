package io.rackboot.inventory.machine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackboot.events.Json;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.ProfileDocument;
import io.rackboot.events.fact.MachineChanged;
import io.rackboot.inventory.answer.Answers;
import io.rackboot.inventory.document.Condition;
import io.rackboot.inventory.document.Documents;
import io.rackboot.inventory.document.Store;
import io.rackboot.inventory.document.StoreOutcome;
import io.rackboot.inventory.fact.Facts;
import io.rackboot.nats.Entry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes machines, each MAC address, reserved address and host name to one of them only, however many replicas of
/// this service write at once.
///
/// The bucket puts all writes into one order. A writer looks before it writes, and again once its own copy has seen
/// its write: it has then seen every earlier one too, and where one of those has the same claim, the later writer
/// takes its own back.
public final class MachineWriter {
    private static final Duration ECHO = Duration.ofSeconds(2);

    private final Store store;
    private final Machines machines;
    private final Documents<ProfileDocument> profiles;
    private final Facts facts;
    private final ObjectMapper json = Json.mapper();
    private final InstantSource clock = InstantSource.system();

    /// A writer over this store, which `machines` is a copy of.
    public MachineWriter(Store store, Machines machines, Documents<ProfileDocument> profiles, Facts facts) {
        this.store = store;
        this.machines = machines;
        this.profiles = profiles;
        this.facts = facts;
    }

    MachineOutcome put(MachineDocument machine, Condition condition) {
        var taken = Claims.taken(machine, machines.all());
        if (!taken.isEmpty()) {
            return new MachineOutcome.Taken(taken);
        }
        var outcome = store.put(machine.id().text(), Answers.bytes(Answers.tree(machine)), condition);
        return switch (outcome) {
            case StoreOutcome.Created(var revision) -> verify(machine, outcome, revision, Optional.empty());
            case StoreOutcome.Replaced(var revision, var before) ->
                verify(machine, outcome, revision, Optional.of(before));
            case StoreOutcome.Unchanged(var revision) ->
                new MachineOutcome.Stands(machine, outcome, revision, warnings(machine));
            case StoreOutcome.Deleted _,
                    StoreOutcome.Absent _,
                    StoreOutcome.ConditionFailed _,
                    StoreOutcome.Overtaken _,
                    StoreOutcome.Away _ -> new MachineOutcome.NotStored(outcome);
        };
    }

    private MachineOutcome verify(
            MachineDocument machine, StoreOutcome outcome, long revision, Optional<Entry> before) {
        var warnings = new ArrayList<>(warnings(machine));
        if (machines.await(revision, ECHO)) {
            var earlier = machines.all().stream()
                    .filter(other -> other.revision() < revision)
                    .toList();
            var taken = Claims.taken(machine, earlier);
            if (!taken.isEmpty()) {
                before.ifPresentOrElse(
                        entry -> store.undoReplacement(entry, revision),
                        () -> store.undoCreation(machine.id().text(), revision));
                return new MachineOutcome.Taken(taken);
            }
        } else {
            warnings.add("written, but whether another machine was given the same at the same time is not known yet");
        }
        changed(machine.rack(), machine.id(), revision);
        return new MachineOutcome.Stands(machine, outcome, revision, warnings);
    }

    StoreOutcome delete(MachineId id, Condition condition) {
        var outcome = store.delete(id.text(), condition);
        if (outcome instanceof StoreOutcome.Deleted(var revision, var before)) {
            machines.await(revision, ECHO);
            rack(before).ifPresent(rack -> changed(rack, id, revision));
        }
        return outcome;
    }

    /// A document that cannot be read may be removed, but nobody knows where its machine stood.
    private Optional<Rack> rack(Entry entry) {
        try {
            return Optional.of(
                    json.readValue(entry.value(), MachineDocument.class).rack());
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void changed(Rack rack, MachineId id, long revision) {
        facts.say(new MachineChanged(rack, id, revision), now(), Long.toString(revision));
    }

    private Instant now() {
        return clock.instant();
    }

    private List<String> warnings(MachineDocument machine) {
        var warnings = new ArrayList<String>();
        machine.profile()
                .filter(name -> profiles.get(name).isEmpty())
                .ifPresent(name -> warnings.add("there is no profile " + name + " yet; the machine cannot boot by it"));
        machine.oneShotProfile()
                .filter(name -> profiles.get(name).isEmpty())
                .ifPresent(name -> warnings.add("there is no profile " + name + " yet for the one-shot boot"));
        return warnings;
    }
}
