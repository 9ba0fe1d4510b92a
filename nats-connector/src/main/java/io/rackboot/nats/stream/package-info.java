/// JetStream streams: made where they are missing, read by pulling.
///
/// May import jnats and `link`. Knows neither channels nor CDI.
@NullMarked
package io.rackboot.nats.stream;

import org.jspecify.annotations.NullMarked;
