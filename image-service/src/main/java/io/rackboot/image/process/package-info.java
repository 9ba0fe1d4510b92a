/// Other programs at work for a build: arguments as a list, output to the log line by line, nothing left when the build
/// ends. May import the JDK.
@NullMarked
package io.rackboot.image.process;

import org.jspecify.annotations.NullMarked;
