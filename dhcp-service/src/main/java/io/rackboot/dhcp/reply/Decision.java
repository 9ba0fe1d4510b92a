package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.wire.DhcpMessage;
import java.util.List;

/// What to do about one request. Silence is an answer, and it has a reason.
public sealed interface Decision {
    /// {@return what becomes of the leases; must be durable before a reply that tells the client so is sent}
    List<LeaseChange> changes();

    /// Send this.
    ///
    /// @param message the whole reply
    /// @param maximumSize the longest message the client takes, in bytes with the IP and UDP headers
    /// @param destination where to
    record Reply(DhcpMessage message, int maximumSize, ReplyDestination destination, List<LeaseChange> changes)
            implements Decision {
        /// Takes a copy.
        public Reply {
            changes = List.copyOf(changes);
        }
    }

    /// Send nothing.
    ///
    /// @param reason why
    /// @param detail the same for people, with what was asked
    record Silence(Reason reason, String detail, List<LeaseChange> changes) implements Decision {
        /// Takes a copy.
        public Silence {
            changes = List.copyOf(changes);
        }
    }
}
