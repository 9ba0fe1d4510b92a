/// What the tests of this service share: a server, a publisher of facts, waiting with a deadline, a schema check.
@NullMarked
package io.rackboot.inventory.testing;

import org.jspecify.annotations.NullMarked;
