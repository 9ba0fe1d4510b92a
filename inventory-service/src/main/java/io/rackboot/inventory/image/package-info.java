/// Images as image-service publishes them, read only.
@NullMarked
package io.rackboot.inventory.image;

import org.jspecify.annotations.NullMarked;
