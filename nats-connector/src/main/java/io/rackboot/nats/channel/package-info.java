/// SmallRye channels over NATS: the connector `rackboot-nats`.
///
/// May import jnats, SmallRye, `link` and `stream`.
@NullMarked
package io.rackboot.nats.channel;

import org.jspecify.annotations.NullMarked;
