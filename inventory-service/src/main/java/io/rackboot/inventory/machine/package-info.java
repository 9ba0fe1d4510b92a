/// Machines: their documents over HTTP, who owns which address and name, discovery, one-shot profiles.
@NullMarked
package io.rackboot.inventory.machine;

import org.jspecify.annotations.NullMarked;
