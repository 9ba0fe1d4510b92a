package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;
import java.util.Optional;

/// What stood before a step whose commit may yet fail; see [LeaseTable#undo].
///
/// @param after the record that the step wrote
/// @param before the record that it replaced
/// @param addressBefore the address that the client of `after` had before
public record Undo(Lease after, Optional<Lease> before, Optional<Ip4Address> addressBefore) {}
