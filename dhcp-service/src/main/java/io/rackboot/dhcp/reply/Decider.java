package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import java.time.Instant;

/// Decides what to do about a message; a pure function of it and of what stands at that time.
@FunctionalInterface
public interface Decider {
    /// {@return what to do}
    ///
    /// @throws io.rackboot.dhcp.wire.MalformedMessageException where an option that matters is not of its form
    Decision decide(DhcpMessage request, Arrival arrival, Instant now);
}
