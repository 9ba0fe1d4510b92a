/// The lease store: an append-only journal of leases and of the facts that tell of them, in one commit.
///
/// Imports the JDK, `lease` and `wire`.
@NullMarked
package io.rackboot.dhcp.lease.journal;

import org.jspecify.annotations.NullMarked;
