package io.rackboot.events.fact;

import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.Stage;
import java.time.Duration;

/// The machine's init gave up.
///
/// @param rack the rack whose service says it
/// @param machine the machine it is about
/// @param boot the boot's public id: the part of the boot token that is no secret
/// @param image the image as name.version
/// @param imageDigest the SHA-256 of the image's artifacts
/// @param stage the step it failed at
/// @param reason one line that names the cause
/// @param log the end of the machine's log, at most 8 KiB
/// @param sinceScript from the rendering of the boot script
public record BootFailed(
        Rack rack,
        MachineId machine,
        String boot,
        String image,
        String imageDigest,
        Stage stage,
        String reason,
        String log,
        Duration sinceScript)
        implements BootFact {}
