/// The contract that every service and every subscriber shares: values, the CloudEvents codec, subjects and streams.
///
/// May import the JDK and Jackson. Knows nothing of NATS clients, Quarkus or any service.
@NullMarked
package io.rackboot.events;

import org.jspecify.annotations.NullMarked;
