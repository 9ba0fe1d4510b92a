/// Options of the operator's own: IANA's definitions, and values as people write them.
///
/// May import the JDK and `wire`. Used when the service starts; decisions see bytes alone.
@NullMarked
package io.rackboot.dhcp.option;

import org.jspecify.annotations.NullMarked;
