/// What tests of this and other modules start: a real nats-server.
@NullMarked
package io.rackboot.nats.testing;

import org.jspecify.annotations.NullMarked;
