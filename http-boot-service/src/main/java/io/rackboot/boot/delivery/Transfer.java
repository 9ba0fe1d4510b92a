package io.rackboot.boot.delivery;

import io.rackboot.events.FileRole;
import io.rackboot.events.MachineId;
import java.util.Optional;

/// A transfer that has begun.
///
/// @param asker who asked
/// @param machine the machine it is for
/// @param path the path as asked for
/// @param role what the file is to the boot
/// @param sha256 the whole file's digest, where it is known
/// @param began when, by [System#nanoTime()]
record Transfer(Asker asker, MachineId machine, String path, FileRole role, Optional<String> sha256, long began) {}
