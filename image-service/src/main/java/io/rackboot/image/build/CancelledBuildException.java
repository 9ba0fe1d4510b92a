package io.rackboot.image.build;

import java.io.IOException;

/// A user ended the build. Thrown where bytes are copied, so that a cancel takes effect within one buffer.
final class CancelledBuildException extends IOException {
    CancelledBuildException() {
        super("cancelled");
    }
}
