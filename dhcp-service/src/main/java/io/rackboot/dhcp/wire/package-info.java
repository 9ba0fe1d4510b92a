/// The bytes of DHCP: RFC 2131 messages, RFC 2132 options, and the value types they are made of.
///
/// May import the JDK only. Knows nothing of leases, decisions or sockets.
@NullMarked
package io.rackboot.dhcp.wire;

import org.jspecify.annotations.NullMarked;
