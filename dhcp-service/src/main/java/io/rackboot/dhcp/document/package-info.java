/// The documents on NATS: the machines' are read, the leases' are written.
///
/// May import the event contract, the connector, `wire`, `lease` and `reply`.
@NullMarked
package io.rackboot.dhcp.document;

import org.jspecify.annotations.NullMarked;
