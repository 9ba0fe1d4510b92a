/// Facts on their way to NATS.
///
/// May import `events`, `nats` and reactive messaging.
@NullMarked
package io.rackboot.boot.fact;

import org.jspecify.annotations.NullMarked;
