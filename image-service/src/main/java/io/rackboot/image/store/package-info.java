/// Files on the service's own disk: the content-addressed store of artifacts and the space builds work in.
@NullMarked
package io.rackboot.image.store;

import org.jspecify.annotations.NullMarked;
