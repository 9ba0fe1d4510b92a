/// Facts: what happened, in the past tense. Additive, never renamed; a golden JSON file per fact holds its form.
@NullMarked
package io.rackboot.events.fact;

import org.jspecify.annotations.NullMarked;
