package io.rackboot.boot.machine;

import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.events.document.ProfileDocument;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the documents say a machine should boot.
public sealed interface Choice {
    /// This image with this profile.
    ///
    /// @param profile the profile, one-shot or lasting
    /// @param image its image
    /// @param kernel the image's kernel
    /// @param initrd the image's initrd, if it has one
    /// @param overlays archives that the machine loads after the initrd: its profile's, then its own
    /// @param root the file of the root that the image's first stage fetches, if it has one
    record Chosen(
            ProfileDocument profile,
            ImageDocument image,
            Artifact kernel,
            Optional<Artifact> initrd,
            List<Artifact> overlays,
            Optional<Artifact> root)
            implements Choice {
        public Chosen {
            overlays = List.copyOf(overlays);
        }

        /// {@return the files that the machine will ask for}
        public List<Artifact> files() {
            return Stream.of(Stream.of(kernel), initrd.stream(), overlays.stream(), root.stream())
                    .flatMap(files -> files)
                    .toList();
        }
    }

    /// Nothing.
    ///
    /// @param reason why
    /// @param detail what is missing and what would mend it
    record Refused(RefusalReason reason, String detail) implements Choice {}
}
