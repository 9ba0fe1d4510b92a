/// Libraries of the machine, called without the JDK's words for them. All foreign calls of this service stand here.
///
/// Imports the JDK, Quarkus for whether this is an executable, and there GraalVM's SDK; nothing of this project.
@NullMarked
package io.rackboot.image.foreign;

import org.jspecify.annotations.NullMarked;
