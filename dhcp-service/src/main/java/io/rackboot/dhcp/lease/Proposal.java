package io.rackboot.dhcp.lease;

import io.rackboot.dhcp.wire.Ip4Address;

/// Which address a client would be given. A proposal changes nothing.
public sealed interface Proposal {
    /// This one.
    record Offer(Ip4Address address) implements Proposal {}

    /// None, because of what the text says to people.
    record None(String reason) implements Proposal {}
}
