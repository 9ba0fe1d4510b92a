/// Signatures that firmware, iPXE and people check. May import the JDK and `process`.
@NullMarked
package io.rackboot.image.signing;

import org.jspecify.annotations.NullMarked;
