package io.rackboot.image.share;

import io.rackboot.image.build.BuildRecord;

/// A build as the image-services know it in common: a document of the bucket `builds`.
///
/// @param build how it stands, as the holder said last
/// @param holder the service that took it, builds it or built it; its own identity, which no other has
/// @param unwanted whether somebody wants it to end
public record SharedBuild(BuildRecord build, String holder, boolean unwanted) {

    /// {@return this, to be ended by its holder}
    SharedBuild cancelled() {
        return new SharedBuild(build, holder, true);
    }
}
