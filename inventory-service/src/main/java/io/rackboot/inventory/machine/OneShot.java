package io.rackboot.inventory.machine;

import io.rackboot.events.document.ImageReference;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.inventory.document.Versioned;
import java.time.Instant;
import java.util.Optional;

/// Whether a boot that came up has used a machine's one-shot profile.
///
/// @param rendered when its script was made: what was wanted then is what it booted
/// @param complete when it was up
/// @param image what it runs, as `name.version`
record OneShot(Instant rendered, Instant complete, String image) {

    /// {@return whether the one-shot profile of this document is used up by the boot}
    ///
    /// @param oneShot the image of the one-shot profile, where it is known
    /// @param standing the image of the machine's own profile, where it is known
    boolean uses(
            Versioned<MachineDocument> machine, Optional<ImageReference> oneShot, Optional<ImageReference> standing) {
        if (machine.document().oneShotProfile().isEmpty() || machine.created().isAfter(complete)) {
            return false;
        }
        // A document written while the machine booted may have had its one-shot profile before: the image tells.
        return !machine.created().isAfter(rendered)
                || (oneShot.filter(this::isRun).isPresent()
                        && standing.filter(this::isRun).isEmpty());
    }

    private boolean isRun(ImageReference reference) {
        return reference.version().isPresent()
                ? image.equals(reference.toString())
                : image.startsWith(reference.name() + ".");
    }
}
