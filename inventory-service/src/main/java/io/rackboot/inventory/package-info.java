/// The service's assembly: configuration, start, readiness. May import every package below it.
@NullMarked
package io.rackboot.inventory;

import org.jspecify.annotations.NullMarked;
