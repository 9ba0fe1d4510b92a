/// Profiles: what a group of machines boots, over HTTP.
@NullMarked
package io.rackboot.inventory.profile;

import org.jspecify.annotations.NullMarked;
