/// What the tests over HTTP share: a nats-server, an image-service, directories, and what was said as facts.
@NullMarked
package io.rackboot.boot.testing;

import org.jspecify.annotations.NullMarked;
