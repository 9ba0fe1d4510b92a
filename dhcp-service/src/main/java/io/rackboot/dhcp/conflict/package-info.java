/// Asks the network whether somebody uses an address, by ARP or ICMP echo.
///
/// May import `wire`, `lease`, `server`, `arp` and `foreign`.
@NullMarked
package io.rackboot.dhcp.conflict;

import org.jspecify.annotations.NullMarked;
