/// Documents: what is wanted or what stands, one JSON value per key of a key-value bucket, one owner per bucket.
@NullMarked
package io.rackboot.events.document;

import org.jspecify.annotations.NullMarked;
