/// The program's commands: what an operator asks for on the command line, without a service of this process. May import
/// the JDK, Jackson and the packages that read, build and publish; no Quarkus.
@NullMarked
package io.rackboot.image.command;

import org.jspecify.annotations.NullMarked;
