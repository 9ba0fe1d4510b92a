/// The configuration of dnsmasq (dnsmasq(8)) and the files of hosts that it names.
///
/// May import `migration.found`, `migration.ethers`, `wire`, `lease`, `events` and the JDK. Pure.
@NullMarked
package io.rackboot.dhcp.migration.dnsmasq;

import org.jspecify.annotations.NullMarked;
