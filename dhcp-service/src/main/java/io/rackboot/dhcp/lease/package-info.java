/// Who holds which address: subnets, pools, leases and the rules by which an address is chosen.
///
/// May import the JDK and `wire` only. Knows nothing of packets, files or sockets.
@NullMarked
package io.rackboot.dhcp.lease;

import org.jspecify.annotations.NullMarked;
