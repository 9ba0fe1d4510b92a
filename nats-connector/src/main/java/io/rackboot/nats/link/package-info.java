/// The one connection: made in the background, watched, made anew for ever, drained at the end.
///
/// May import jnats and Micrometer. Knows neither buckets nor channels nor CDI.
@NullMarked
package io.rackboot.nats.link;

import org.jspecify.annotations.NullMarked;
