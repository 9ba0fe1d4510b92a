/// Where the bytes come from: the root directory, and http-boot-service for what is not there.
///
/// May import `events` and the JDK. Knows nothing of TFTP packets, transfers or Quarkus.
@NullMarked
package io.rackboot.tftp.files;

import org.jspecify.annotations.NullMarked;
