/// HTTP answers: JSON bodies, problem documents (RFC 9457), entity tags, freshness. Imports no other package of the
/// service.
@NullMarked
package io.rackboot.inventory.answer;

import org.jspecify.annotations.NullMarked;
