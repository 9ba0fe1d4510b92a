package io.rackboot.boot.delivery;

import io.rackboot.boot.Telemetry;
import io.rackboot.boot.delivery.Asker.Way;
import io.rackboot.boot.fact.Facts;
import io.rackboot.events.CloudEvent;
import io.rackboot.events.Emitter;
import io.rackboot.events.Rack;
import io.rackboot.events.TransferOutcome;
import io.rackboot.events.TransferProtocol;
import io.rackboot.events.fact.FileFetched;
import java.time.Duration;
import java.time.InstantSource;

/// Tells how transfers ended.
final class Transfers {
    private final Rack rack;
    private final Facts facts;
    private final Telemetry telemetry;
    private final InstantSource clock;

    Transfers(Rack rack, Facts facts, Telemetry telemetry, InstantSource clock) {
        this.rack = rack;
        this.facts = facts;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    /// A transfer that means something to the boot ended.
    void ended(Transfer transfer, TransferOutcome outcome, long bytes) {
        telemetry.transferred(transfer.role(), outcome, bytes);
        if (transfer.asker().way() == Way.TFTP) {
            return;
        }
        // The fact's form has an IPv4 address; a client that came by IPv6 is counted and not told of.
        transfer.asker()
                .address()
                .map(client -> new FileFetched(
                        rack,
                        transfer.machine(),
                        transfer.path(),
                        transfer.role(),
                        TransferProtocol.HTTP,
                        bytes,
                        Duration.ofNanos(System.nanoTime() - transfer.began()),
                        transfer.sha256(),
                        outcome,
                        client))
                .ifPresent(fact -> facts.say(CloudEvent.of(Emitter.HTTP, clock.instant(), fact)));
    }

    /// A part of a file was delivered that ends before the file does: a loader that reads here and there.
    void partEnded(Transfer transfer, long bytes) {
        telemetry.partTransferred(transfer.role(), bytes);
    }
}
