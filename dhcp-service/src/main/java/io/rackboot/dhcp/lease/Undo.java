package io.rackboot.dhcp.lease;

import java.util.Optional;

/// What stood before a step whose commit may yet fail; see [LeaseTable#undo].
///
/// @param after the record that the step wrote
/// @param before the record that it replaced
public record Undo(Lease after, Optional<Lease> before) {}
