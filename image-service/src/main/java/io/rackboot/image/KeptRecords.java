package io.rackboot.image;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.rackboot.image.build.BuildError;
import io.rackboot.image.build.BuildRecord;
import io.rackboot.image.build.BuildState;
import io.rackboot.image.publish.RegisteredImage;
import io.rackboot.image.publish.Standing;

/// The records that an ObjectMapper of this service's own reads and writes; a native executable must know them.
@RegisterForReflection(
        targets = {
            BuildRecord.class,
            BuildError.class,
            BuildError.Reason.class,
            BuildState.class,
            RegisteredImage.class,
            Standing.class
        })
final class KeptRecords {
    private KeptRecords() {}
}
