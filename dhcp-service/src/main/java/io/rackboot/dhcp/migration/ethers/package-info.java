/// `/etc/ethers` (ethers(5)).
///
/// May import `migration.found`, `wire`, `events` and the JDK. Pure.
@NullMarked
package io.rackboot.dhcp.migration.ethers;

import org.jspecify.annotations.NullMarked;
