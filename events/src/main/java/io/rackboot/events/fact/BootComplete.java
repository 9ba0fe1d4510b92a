package io.rackboot.events.fact;

import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import java.time.Duration;

/// The machine's system is up.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param boot the boot's public id: the part of the boot token that is no secret
/// @param image the image as name.version
/// @param imageDigest the SHA-256 of the image's artifacts
/// @param sinceScript from the rendering of the boot script
/// @param uptime the kernel's own uptime
public record BootComplete(
        Rack rack,
        MachineId machine,
        String boot,
        String image,
        String imageDigest,
        Duration sinceScript,
        Duration uptime)
        implements BootFact {}
