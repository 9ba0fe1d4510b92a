package io.rackboot.image.specification;

/// What a profile or a machine has in its root beyond the image: a small archive that is loaded after the initrd.
///
/// @param name a profile's name, or a machine: its address in hex without separators
/// @param steps what it adds or changes; nothing that runs, nothing that removes
public record Overlay(String name, Steps steps) {}
