package io.rackboot.image.process;

import java.io.IOException;

/// A program is missing or ended with a failure. The message names it and has its last words.
public final class ProgramFailedException extends IOException {
    /// @param message program and cause, for people
    public ProgramFailedException(String message) {
        super(message);
    }
}
