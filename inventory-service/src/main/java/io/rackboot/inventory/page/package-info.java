/// The page of operators, rendered here for those without JavaScript and kept up by `rackboot.js` for all others.
@NullMarked
package io.rackboot.inventory.page;

import org.jspecify.annotations.NullMarked;
