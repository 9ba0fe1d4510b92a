/// `dhcpd.conf` of ISC DHCP (dhcpd.conf(5)): tokens, statements, and what they say.
///
/// May import `migration.found`, `wire`, `lease`, `events` and the JDK. Pure.
@NullMarked
package io.rackboot.dhcp.migration.dhcpd;

import org.jspecify.annotations.NullMarked;
