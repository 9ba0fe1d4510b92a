package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;

/// Whether a client may have the address that it asks for in a DHCPREQUEST (RFC 2131 §4.3.2). Changes nothing.
public sealed interface Binding {
    /// Yes, and it is a new lease: offered to the client, reserved for it, once its own, or free.
    record Granted(Ip4Address address) implements Binding {}

    /// Yes, the client holds it.
    record Renewed(Lease lease) implements Binding {}

    /// No: DHCPNAK. The reason is for people.
    record Wrong(String reason) implements Binding {}

    /// This server knows neither the client nor the address as one of its own to give: silence.
    record NotMine() implements Binding {}
}
