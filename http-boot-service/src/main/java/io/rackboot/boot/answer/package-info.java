/// The reply to a loader's question: documents, cache and token brought together, and refusals told.
///
/// May import `script`, `machine`, `artifact`, `token` and `fact`.
@NullMarked
package io.rackboot.boot.answer;

import org.jspecify.annotations.NullMarked;
