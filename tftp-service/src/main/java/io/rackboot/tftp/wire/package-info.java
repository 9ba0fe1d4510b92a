/// The bytes of TFTP: RFC 1350 packets with the options of RFC 2347.
///
/// May import the JDK only. Knows nothing of files, transfers or sockets.
@NullMarked
package io.rackboot.tftp.wire;

import org.jspecify.annotations.NullMarked;
