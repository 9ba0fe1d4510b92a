package io.rackboot.dhcp.fact;

import io.rackboot.dhcp.lease.journal.OutboxFact;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.CloudEventCodec;
import io.rackboot.events.Emitter;
import io.rackboot.events.fact.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The facts that one message makes, as they go into the journal. Mostly there is none.
final class Told {
    private final FactIds ids;
    private final Instant now;
    private List<OutboxFact> facts = List.of();

    Told(FactIds ids, Instant now) {
        this.ids = ids;
        this.now = now;
    }

    void add(Fact fact) {
        if (facts.isEmpty()) {
            facts = new ArrayList<>(2);
        }
        var event = CloudEvent.of(ids.next(), Emitter.DHCP, now, fact);
        facts.add(new OutboxFact(event.id(), event.subject(), Octets.of(CloudEventCodec.encode(event))));
    }

    /// {@return them, in order}
    List<OutboxFact> facts() {
        return List.copyOf(facts);
    }
}
