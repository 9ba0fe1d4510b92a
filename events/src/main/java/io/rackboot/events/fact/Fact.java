package io.rackboot.events.fact;

/// Something that happened and that others may want to know.
public sealed interface Fact permits BootFact, ImageFact {}
