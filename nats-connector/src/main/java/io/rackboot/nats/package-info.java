/// The transport: SmallRye channels and key-value replicas over jnats. Here is what applications use.
///
/// Knows no event and no document; any Quarkus application could use it. Imports the JDK alone.
@NullMarked
package io.rackboot.nats;

import org.jspecify.annotations.NullMarked;
