/// `dhcp-service import`: takes over the configuration of another DHCP server.
///
/// ```
///   files -> dhcpd, dnsmasq, kea, ethers (pure) -> findings -> Plan (pure) -> properties, documents, a list
/// ```
///
/// May import the packages below it, `lease`, `wire` and `events`. Knows nothing of the server.
@NullMarked
package io.rackboot.dhcp.migration;

import org.jspecify.annotations.NullMarked;
