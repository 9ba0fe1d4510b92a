/// dhcp-service: its configuration, its start and end, its HTTP interface.
///
/// May import everything below; nothing below imports it.
@NullMarked
package io.rackboot.dhcp;

import org.jspecify.annotations.NullMarked;
