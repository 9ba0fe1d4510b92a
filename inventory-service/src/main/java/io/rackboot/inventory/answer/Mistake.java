package io.rackboot.inventory.answer;

/// One mistake in what a client sent.
///
/// @param field where, as a path such as `bmc.kind` or `macs[1]`; empty for the body as a whole
/// @param problem what is wrong there
/// @param allowed what would be right
public record Mistake(String field, String problem, String allowed) {}
