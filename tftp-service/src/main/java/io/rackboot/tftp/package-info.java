/// The service: requests come in, transfers run, facts go out.
///
/// May import everything below it, Quarkus, Netty, `events` and the NATS connector; nothing below imports it.
@NullMarked
package io.rackboot.tftp;

import org.jspecify.annotations.NullMarked;
