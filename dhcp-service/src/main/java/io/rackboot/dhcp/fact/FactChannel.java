package io.rackboot.dhcp.fact;

import io.rackboot.dhcp.lease.journal.OutboxFact;
import java.util.function.Consumer;

/// The way to NATS.
public interface FactChannel {
    /// {@return whether NATS is there; what is sent without it waits in memory instead of on disk}
    boolean isOpen();

    /// Hands a fact over and returns at once; one of the two is called later, from any thread.
    ///
    /// @param published the stream has it
    /// @param refused it was given up, for this reason
    void send(OutboxFact fact, Runnable published, Consumer<String> refused);
}
