/// Router advertisements that tell the machines of a rack that no IPv6 router is to be waited for.
///
/// Imports the JDK, `wire`, `foreign` and the logger.
@NullMarked
package io.rackboot.dhcp.advertise;

import org.jspecify.annotations.NullMarked;
