package io.rackboot.image.command;

import java.util.List;

/// How a build ended for the operator.
sealed interface Result {

    /// @param line the image's name, digest and place
    record Made(String line) implements Result {}

    /// @param why a reason and its cause
    record Failed(String why) implements Result {}

    /// @param mistakes of the specification
    record Refused(List<String> mistakes) implements Result {}
}
