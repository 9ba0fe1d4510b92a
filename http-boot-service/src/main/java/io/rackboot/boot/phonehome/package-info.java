/// The calls of a booted machine's own init, turned into facts.
///
/// May import `token`, `fact`, `machine` and Jakarta REST.
@NullMarked
package io.rackboot.boot.phonehome;

import org.jspecify.annotations.NullMarked;
