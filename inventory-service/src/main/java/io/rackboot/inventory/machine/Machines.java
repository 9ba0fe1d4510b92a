package io.rackboot.inventory.machine;

import io.rackboot.events.MachineId;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.inventory.document.Documents;
import io.rackboot.inventory.document.Versioned;
import io.rackboot.nats.Freshness;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The machines to read from, by key and by each of their MAC addresses.
public final class Machines {
    private final Documents<MachineDocument> documents;
    private final Map<MachineId, MachineId> byMac = new ConcurrentHashMap<>();

    /// The machines of these documents.
    public Machines(Documents<MachineDocument> documents) {
        this.documents = documents;
        documents.onChange(this::index);
    }

    private void index(Documents.Changed<MachineDocument> change) {
        change.before()
                .map(Versioned::document)
                .ifPresent(gone -> gone.macs().forEach(mac -> byMac.remove(mac, gone.id())));
        change.after()
                .map(Versioned::document)
                .ifPresent(here -> here.macs().forEach(mac -> byMac.put(mac, here.id())));
    }

    /// {@return the machine that has this MAC address}
    public Optional<Versioned<MachineDocument>> with(MachineId mac) {
        return Optional.ofNullable(byMac.get(mac)).flatMap(id -> documents.get(id.text()));
    }

    /// {@return all of them, by key}
    public Collection<Versioned<MachineDocument>> all() {
        return documents.all();
    }

    /// {@return those after this key, by key}
    public Collection<Versioned<MachineDocument>> after(Optional<String> key) {
        return documents.after(key);
    }

    /// {@return how current they are}
    public Freshness freshness() {
        return documents.freshness();
    }

    boolean await(long revision, Duration atMost) {
        return documents.await(revision, atMost);
    }
}
