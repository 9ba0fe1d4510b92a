/// What a specification changes in a root, and what never belongs into one; all on the tree, where no link leads out.
/// May import the JDK, `tree`, `slimming`, `specification`.
@NullMarked
package io.rackboot.image.steps;

import org.jspecify.annotations.NullMarked;
