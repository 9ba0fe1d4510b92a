/// Builds that several image-services share: the queue `BUILDS`, the bucket `builds`, who has what. Imports no Quarkus.
@NullMarked
package io.rackboot.image.share;

import org.jspecify.annotations.NullMarked;
