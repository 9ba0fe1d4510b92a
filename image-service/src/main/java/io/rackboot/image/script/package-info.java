/// The scripts and small files that come with the service. May import the JDK.
@NullMarked
package io.rackboot.image.script;

import org.jspecify.annotations.NullMarked;
