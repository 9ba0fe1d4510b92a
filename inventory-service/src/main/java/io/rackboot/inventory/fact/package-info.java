/// Facts in and out: the one consumer of the stream, those who hear, and what this service says itself.
@NullMarked
package io.rackboot.inventory.fact;

import org.jspecify.annotations.NullMarked;
