/// What to answer: the decision for each request, the boot file of each client, and where the reply is sent.
///
/// Pure functions. May import the JDK, `wire`, `lease` and the event contract; knows no socket, file or clock.
@NullMarked
package io.rackboot.dhcp.reply;

import org.jspecify.annotations.NullMarked;
