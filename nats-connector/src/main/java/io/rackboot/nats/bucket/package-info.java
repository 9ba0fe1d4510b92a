/// Key-value buckets: read and written with compare-and-set, and copied into memory and onto disk.
///
/// May import jnats, `link` and `stream`. Knows neither channels nor CDI.
@NullMarked
package io.rackboot.nats.bucket;

import org.jspecify.annotations.NullMarked;
