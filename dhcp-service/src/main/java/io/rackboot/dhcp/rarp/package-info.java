/// Addresses for machines that ask by RARP (RFC 903), which can carry nothing else.
///
/// May import `wire`, `lease`, `reply`, `fact` and `arp`.
@NullMarked
package io.rackboot.dhcp.rarp;

import org.jspecify.annotations.NullMarked;
