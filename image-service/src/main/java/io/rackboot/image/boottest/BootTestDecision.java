package io.rackboot.image.boottest;

import java.io.IOException;

/// What comes of the wish for a boot test.
public sealed interface BootTestDecision {

    /// It will be made; the image counts as being tried from now on.
    ///
    /// @param trial to be run once
    record Accepted(Making trial) implements BootTestDecision {}

    /// There is no such image on this service, or it is retired.
    record NoImage(String detail) implements BootTestDecision {}

    /// It is being made already.
    record AtWork(String detail) implements BootTestDecision {}

    /// Such an image cannot be tried like this.
    record Unfit(String detail) implements BootTestDecision {}

    /// This machine lacks something.
    record Lacking(String detail) implements BootTestDecision {}

    /// A boot test that is to be made.
    @FunctionalInterface
    interface Making {
        /// Waits for its turn and then until the machine is up or is not.
        ///
        /// @throws IOException where the disk fails
        BootTestAnswer make() throws IOException;
    }
}
