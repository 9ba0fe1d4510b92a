/// What the configuration of another DHCP server says, whatever its format: networks, machines, and what was left.
///
/// May import `wire`, `lease`, `option`, `events` and the JDK. Pure: text comes in as a value, findings go out as
/// values.
@NullMarked
package io.rackboot.dhcp.migration.found;

import org.jspecify.annotations.NullMarked;
