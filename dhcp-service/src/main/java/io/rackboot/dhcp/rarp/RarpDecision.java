package io.rackboot.dhcp.rarp;

import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.events.MachineId;

/// What to do about a RARP request.
sealed interface RarpDecision {
    /// Tell it.
    ///
    /// @param server this server's address on the link
    /// @param address the machine's
    record Reply(Ip4Address server, Ip4Address address, MachineId machine) implements RarpDecision {}

    /// Send nothing.
    record Silence(Reason reason, String detail) implements RarpDecision {}

    /// Why a request is not answered. The words are stable: metrics carry them.
    enum Reason {
        /// A reply of another server, or ARP in a RARP frame.
        NOT_A_REQUEST("not-a-request"),
        /// The frame comes from another hardware address than the packet says.
        OTHER_SENDER("other-sender"),
        /// The interface has no address in a served subnet.
        NO_SUBNET("no-subnet"),
        /// No machine's document has the hardware address.
        UNKNOWN_MACHINE("unknown-machine"),
        /// The machine's document reserves no address on this link.
        NO_ADDRESS("no-address"),
        /// Another machine holds the address by a lease.
        HELD_BY_OTHER("held-by-other");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /// {@return the word}
        String text() {
            return text;
        }
    }
}
