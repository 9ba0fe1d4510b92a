/// The network: one socket per served interface, opened when the interface is there.
///
/// The only package that knows Netty. May import `wire`, `lease`, `reply`, `server` and `foreign`.
@NullMarked
package io.rackboot.dhcp.socket;

import org.jspecify.annotations.NullMarked;
