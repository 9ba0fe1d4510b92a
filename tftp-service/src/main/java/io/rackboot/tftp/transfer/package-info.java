/// One file on its way to one client: options, window, acknowledgements, time-outs.
///
/// May import `tftp.wire` and the JDK. Knows nothing of where files come from, nor of facts, metrics or Quarkus.
@NullMarked
package io.rackboot.tftp.transfer;

import org.jspecify.annotations.NullMarked;
