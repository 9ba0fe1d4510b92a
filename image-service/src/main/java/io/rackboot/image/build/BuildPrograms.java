package io.rackboot.image.build;

import io.rackboot.image.process.ProgramRunner;
import io.rackboot.image.store.JobSpace;

/// Runs the programs of a build. They write past the service, so the room on the disk is watched while they do, and a
/// failure for want of room is told as that.
///
/// @param space where they write
record BuildPrograms(JobSpace space, ProgressMeter meter, BuildLog log) {

    /// {@return what runs programs that write `what`}
    ProgramRunner writing(String what) {
        return new ProgramRunner(
                log::line,
                () -> {
                    meter.requireWanted();
                    space.free().require(0, what);
                },
                failure -> space.free().explained(failure, space.path(what)));
    }
}
