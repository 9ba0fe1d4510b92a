/// The facts that this service tells, and their way from the journal to NATS.
///
/// May import the event contract, `wire`, `lease` and `reply`. Knows NATS only as a [FactChannel].
@NullMarked
package io.rackboot.dhcp.fact;

import org.jspecify.annotations.NullMarked;
