package io.rackboot.image.process;

import java.io.IOException;

/// Is asked several times a second whether a program shall go on.
@FunctionalInterface
public interface Watch {
    /// @throws IOException to end the program and all that it started
    void check() throws IOException;
}
