/// Builds as jobs: queue, stages, progress, log, cancel, what survives a restart. Imports no Quarkus; says facts
/// through an interface.
@NullMarked
package io.rackboot.image.build;

import org.jspecify.annotations.NullMarked;
