/// Published images: the registry on disk, the documents and facts on NATS, what waits while NATS is away.
@NullMarked
package io.rackboot.image.publish;

import org.jspecify.annotations.NullMarked;
