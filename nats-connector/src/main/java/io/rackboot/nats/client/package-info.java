/// The beans: configuration, the connection's life, `Nats` for applications, readiness.
///
/// May import CDI, SmallRye and every package of the module but `channel`, which stands beside it.
@NullMarked
package io.rackboot.nats.client;

import org.jspecify.annotations.NullMarked;
