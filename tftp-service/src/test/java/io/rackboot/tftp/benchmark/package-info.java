/// Measures throughput; started by hand, never by a test run.
///
/// May import the JDK only, so that it drives any TFTP server.
@NullMarked
package io.rackboot.tftp.benchmark;

import org.jspecify.annotations.NullMarked;
