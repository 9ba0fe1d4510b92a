/// The configuration of Kea's DHCPv4 server (Kea Administrator Reference Manual, "The DHCPv4 Server"): JSON with
/// comments and included files.
///
/// May import `migration.found`, `wire`, `lease`, `events` and the JDK. Pure.
@NullMarked
package io.rackboot.dhcp.migration.kea;

import org.jspecify.annotations.NullMarked;
