package io.rackboot.inventory.boot;

import io.rackboot.inventory.fact.HeardFact;
import java.util.Optional;

/// The newest boot of a machine, before and after a fact.
///
/// @param cause the fact
/// @param before the newest boot before it, if there was one
/// @param after the newest boot after it
public record BootChange(HeardFact cause, Optional<Boot> before, Boot after) {

    /// {@return whether this fact has ended a boot that had not ended before it}
    boolean ends() {
        return !after.state().open()
                && before.filter(boot ->
                                boot.id().equals(after.id()) && !boot.state().open())
                        .isEmpty();
    }
}
