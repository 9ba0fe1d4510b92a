package io.rackboot.boot.answer;

import io.rackboot.boot.script.Dialect;
import io.rackboot.boot.script.ServerUrl;
import io.rackboot.events.MachineId;

/// A loader asks what to do.
///
/// @param mac the MAC address the machine boots from
/// @param server where the machine reaches this service
/// @param dialect the loader's language
public record Question(MachineId mac, ServerUrl server, Dialect dialect) {}
