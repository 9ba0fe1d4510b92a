/// image-service: its configuration, its HTTP endpoints, how its parts are put together. The only package besides
/// `publish` that knows Quarkus.
@NullMarked
package io.rackboot.image;

import org.jspecify.annotations.NullMarked;
