/// Work queues: tasks on a stream that applications share.
///
/// May import jnats, `link` and `stream`. Knows neither channels nor CDI.
@NullMarked
package io.rackboot.nats.queue;

import org.jspecify.annotations.NullMarked;
