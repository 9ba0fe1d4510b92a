/// ARP and RARP on interfaces that come and go.
///
/// Imports the JDK, `wire`, `foreign` and the logger.
@NullMarked
package io.rackboot.dhcp.arp;

import org.jspecify.annotations.NullMarked;
