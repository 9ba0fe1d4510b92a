/// The course of each message: read, decided, made durable, answered. One thread decides.
///
/// May import `wire`, `lease`, `reply` and `fact`. Knows sockets only as [Outlet]s.
@NullMarked
package io.rackboot.dhcp.server;

import org.jspecify.annotations.NullMarked;
