package io.rackboot.tftp;

import io.rackboot.events.Emitter;
import io.rackboot.events.Ipv4;
import io.rackboot.events.MachineId;
import io.rackboot.events.Rack;
import io.rackboot.events.TransferOutcome;
import io.rackboot.events.TransferProtocol;
import io.rackboot.events.fact.FileFetched;
import io.rackboot.events.fact.RequestRefused;
import io.rackboot.tftp.files.NameTable;
import io.rackboot.tftp.files.OpenFile;
import io.rackboot.tftp.files.Reason;
import io.rackboot.tftp.files.RequestedPath;
import io.rackboot.tftp.transfer.Ending;
import io.rackboot.tftp.transfer.Printable;
import io.rackboot.tftp.transfer.TransferReport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Turns what became of requests into facts, metrics and log lines.
///
/// A refusal is told once a minute per client, reason and name. Files that clients try and do without are no refusal
/// to anybody: they are counted and logged at DEBUG.
final class BootJournal implements Journal {
    private static final Logger LOG = Logger.getLogger("io.rackboot.tftp");

    private record Told(InetAddress client, String reason, String filename) {}

    private final Rack rack;
    private final Machines machines;
    private final Facts facts;
    private final TftpMetrics metrics;
    private final RateLimit limit = new RateLimit(Duration.ofMinutes(1), InstantSource.system());

    BootJournal(Rack rack, Machines machines, Facts facts, TftpMetrics metrics) {
        this.rack = rack;
        this.machines = machines;
        this.facts = facts;
        this.metrics = metrics;
    }

    @Override
    public void ended(Arrival arrival, RequestedPath path, OpenFile file, TransferReport report) {
        var client = arrival.client().getAddress();
        var machine = path.machine().orElseGet(() -> machines.holding(client));
        var outcome = outcome(report.ending());
        metrics.ended(outcome, report);
        log(arrival, path, machine, report);
        facts.publish(new FileFetched(
                rack,
                machine,
                path.text(),
                file.role(),
                TransferProtocol.TFTP,
                report.bytes(),
                report.duration(),
                file.sha256(),
                outcome,
                new Ipv4(client.getHostAddress())));
    }

    @Override
    public void refused(Arrival arrival, Denial denial) {
        metrics.refused(denial.reason());
        var filename = arrival.request().filename();
        var client = arrival.client().getAddress();
        var path = path(filename);
        if (denial.reason().equals(Reason.NOT_FOUND.word())
                && path.filter(NameTable::optional).isPresent()) {
            LOG.debugf("%s to %s: %s", denial.reason(), client.getHostAddress(), Printable.of(filename));
        } else if (limit.passes(new Told(client, denial.reason(), filename))) {
            var machine = path.flatMap(RequestedPath::machine).orElseGet(() -> machines.holding(client));
            tell(denial, client, machine, Printable.of(filename));
        }
    }

    @Override
    public void repeated(Arrival arrival) {
        metrics.repeated();
    }

    private void tell(Denial denial, InetAddress client, MachineId machine, String filename) {
        LOG.warnf(
                "refused %s to %s (machine %s): %s: %s",
                filename, client.getHostAddress(), machine, denial.reason(), denial.detail());
        facts.publish(new RequestRefused(
                rack,
                machine,
                Emitter.TFTP,
                denial.reason(),
                filename + ": " + denial.detail(),
                Optional.of(new Ipv4(client.getHostAddress()))));
    }

    private static void log(Arrival arrival, RequestedPath path, MachineId machine, TransferReport report) {
        var client = arrival.client().getAddress().getHostAddress();
        switch (report.ending()) {
            case Ending.Complete _ ->
                LOG.infof(
                        "sent %s to %s (machine %s): %d bytes in %d ms, %d packets sent again",
                        Printable.of(path.text()),
                        client,
                        machine,
                        report.bytes(),
                        report.duration().toMillis(),
                        report.retransmitted());
            case Ending.Probe _ -> LOG.debugf("told %s the size of %s", client, Printable.of(path.text()));
            case Ending.Aborted(String reason) ->
                LOG.warnf(
                        "transfer of %s to %s (machine %s) ended after %d bytes: %s",
                        Printable.of(path.text()), client, machine, report.bytes(), reason);
        }
    }

    private static TransferOutcome outcome(Ending ending) {
        return switch (ending) {
            case Ending.Complete _ -> TransferOutcome.COMPLETE;
            case Ending.Probe _ -> TransferOutcome.PROBE;
            case Ending.Aborted _ -> TransferOutcome.ABORTED;
        };
    }

    private static Optional<RequestedPath> path(String filename) {
        return switch (RequestedPath.parse(filename)) {
            case RequestedPath.Parsed.Valid(var path) -> Optional.of(path);
            case RequestedPath.Parsed.Invalid _ -> Optional.empty();
        };
    }
}
