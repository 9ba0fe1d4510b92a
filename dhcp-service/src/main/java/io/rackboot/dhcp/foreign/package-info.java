/// The system calls that the JDK has no words for. All foreign calls of this service stand here.
///
/// Imports the JDK, Quarkus for whether this is an executable, and there GraalVM's SDK; nothing of this project.
@NullMarked
package io.rackboot.dhcp.foreign;

import org.jspecify.annotations.NullMarked;
