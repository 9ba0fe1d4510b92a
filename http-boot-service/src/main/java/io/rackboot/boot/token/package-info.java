/// Boot tokens: what a booted machine shows when it phones home.
///
/// May import the JDK and `events`.
@NullMarked
package io.rackboot.boot.token;

import org.jspecify.annotations.NullMarked;
