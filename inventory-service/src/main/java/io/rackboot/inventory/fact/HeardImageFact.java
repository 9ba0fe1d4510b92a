package io.rackboot.inventory.fact;

import io.rackboot.events.CloudEvent;
import io.rackboot.events.fact.ImageFact;

/// A fact from the stream of images.
///
/// @param event the fact in its envelope
/// @param fact the fact
/// @param json the envelope as it was published
public record HeardImageFact(CloudEvent event, ImageFact fact, byte[] json) {}
