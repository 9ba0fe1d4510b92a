package io.rackboot.tftp.transfer;

import java.io.IOException;

/// The file could not be read to its end.
final class ContentException extends Exception {
    ContentException(IOException cause) {
        super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
}
