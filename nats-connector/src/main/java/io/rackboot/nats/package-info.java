/// The transport: SmallRye channels and key-value replicas over jnats.
///
/// Knows no event and no document; any Quarkus application could use it.
@NullMarked
package io.rackboot.nats;

import org.jspecify.annotations.NullMarked;
