package io.rackboot.events;

import io.rackboot.events.fact.BootFact;
import io.rackboot.events.fact.Fact;
import io.rackboot.events.fact.ImageFact;
import java.time.Instant;
import java.util.UUID;

/// A fact in its CloudEvents 1.0 envelope.
///
/// @param id unique per fact; also the `Nats-Msg-Id`, so that a resend is dropped by the server
/// @param source who says it, such as `/rackboot/r12/dhcp`
/// @param time when it happened
/// @param fact what happened
public record CloudEvent(String id, String source, Instant time, Fact fact) {

    /// A new event with a random id.
    public static CloudEvent of(Emitter emitter, Instant time, Fact fact) {
        return of(UUID.randomUUID().toString(), emitter, time, fact);
    }

    /// A new event with an id that no other has.
    public static CloudEvent of(String id, Emitter emitter, Instant time, Fact fact) {
        return new CloudEvent(id, source(emitter, fact), time, fact);
    }

    /// {@return the subject it is published on}
    public String subject() {
        return Subjects.of(fact);
    }

    private static String source(Emitter emitter, Fact fact) {
        return switch (fact) {
            case BootFact boot -> "/rackboot/" + boot.rack() + "/" + emitter.text();
            case ImageFact _ -> "/rackboot/" + emitter.text();
        };
    }
}
