package io.rackboot.image.tree;

import java.io.IOException;

/// A source cannot become part of an image. The message names the entry and the cause.
public final class RefusedSourceException extends IOException {
    /// @param message entry and cause, for people
    public RefusedSourceException(String message) {
        super(message);
    }
}
