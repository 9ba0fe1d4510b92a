package io.rackboot.dhcp.migration;

import io.rackboot.events.Rack;
import java.util.Optional;

/// What no other server's configuration tells of a machine.
///
/// @param rack where they stand
/// @param profile what they boot
record MachineDefaults(Rack rack, Optional<String> profile) {}
