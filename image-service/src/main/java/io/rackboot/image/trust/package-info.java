/// Whom the service believes that a server is the one it is named for. May import the JDK.
@NullMarked
package io.rackboot.image.trust;

import org.jspecify.annotations.NullMarked;
