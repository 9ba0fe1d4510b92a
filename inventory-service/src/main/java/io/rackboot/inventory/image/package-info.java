/// Images as image-service publishes them and their builds as its facts tell them, read only.
@NullMarked
package io.rackboot.inventory.image;

import org.jspecify.annotations.NullMarked;
