/// The read model: what the documents say about a machine, and the choice that follows from it.
///
/// May import `events` and `nats`; `Choices` is pure.
@NullMarked
package io.rackboot.boot.machine;

import org.jspecify.annotations.NullMarked;
