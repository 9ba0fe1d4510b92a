/// Server-sent events (WHATWG HTML, section 9.2): feeds, their recent history, and their clients.
@NullMarked
package io.rackboot.inventory.live;

import org.jspecify.annotations.NullMarked;
