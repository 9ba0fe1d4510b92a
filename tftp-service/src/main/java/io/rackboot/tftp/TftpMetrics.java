package io.rackboot.tftp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.events.TransferOutcome;
import io.rackboot.tftp.transfer.Intake;
import io.rackboot.tftp.transfer.TransferReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/// What is counted.
@ApplicationScoped
class TftpMetrics {
    private final MeterRegistry registry;

    TftpMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Counts a transfer that ended.
    void ended(TransferOutcome outcome, TransferReport report) {
        registry.timer("tftp.transfers", "outcome", outcome.text()).record(report.duration());
        registry.counter("tftp.sent.bytes").increment(report.bytes());
        registry.counter("tftp.retransmitted.packets").increment(report.retransmitted());
    }

    /// Counts a request that was refused.
    void refused(String reason) {
        registry.counter("tftp.refusals", "reason", reason).increment();
    }

    /// Counts a request that repeats one being served.
    void repeated() {
        registry.counter("tftp.repeated.requests").increment();
    }

    /// Shows what others count.
    void show(Intake intake, Supplier<Number> active) {
        FunctionCounter.builder("tftp.malformed.datagrams", intake, Intake::malformed)
                .register(registry);
        Gauge.builder("tftp.active.transfers", active).strongReference(true).register(registry);
    }
}
