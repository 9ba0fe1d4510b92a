package io.rackboot.inventory.fact;

import io.rackboot.events.CloudEvent;
import io.rackboot.events.fact.BootFact;
import java.time.Instant;

/// A fact from the stream.
///
/// @param event the fact in its envelope
/// @param fact the fact
/// @param json the envelope as it was published
/// @param stored when the stream took it
public record HeardFact(CloudEvent event, BootFact fact, byte[] json, Instant stored) {}
