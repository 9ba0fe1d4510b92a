package io.rackboot.image.boottest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What is the same for all boot tests.
///
/// @param memory bytes of RAM that the machine has
/// @param limit when a machine that is not up has failed
/// @param accelerators what is tried, in this order
/// @param card QEMU's name of its network card
/// @param busybox connects the machine to its server
public record BootTestSettings(long memory, Duration limit, List<Accelerator> accelerators, String card, Path busybox) {
    public BootTestSettings {
        accelerators = List.copyOf(accelerators);
    }
}
