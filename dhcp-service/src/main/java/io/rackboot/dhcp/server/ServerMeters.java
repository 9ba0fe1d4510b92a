package io.rackboot.dhcp.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.reply.Reason;
import io.rackboot.dhcp.wire.MessageType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What the server counts and measures.
public final class ServerMeters {
    private static final Duration[] DECISION_TIMES = {micros(20), micros(50), micros(100), micros(500), millis(5)};
    private static final Duration[] COMMIT_TIMES = {
        micros(500), millis(1), millis(2), millis(5), millis(10), millis(25), millis(100), millis(500)
    };

    private final Map<MessageType, Counter> received = new EnumMap<>(MessageType.class);
    private final Map<MessageType, Counter> sent = new EnumMap<>(MessageType.class);
    private final Map<Reason, Counter> silences = new EnumMap<>(Reason.class);
    private final Counter bootp;
    private final Counter bootpSent;
    private final Counter malformed;
    private final Counter overload;
    private final Counter unwritten;
    private final Timer decisions;
    private final Timer commits;
    private final Timer failedCommits;

    /// Registers every meter, so that each shows from the start.
    public ServerMeters(MeterRegistry registry) {
        for (var type : MessageType.values()) {
            received.put(type, registry.counter("dhcp.received", "type", type.name()));
            sent.put(type, registry.counter("dhcp.sent", "type", type.name()));
        }
        for (var reason : Reason.values()) {
            silences.put(reason, registry.counter("dhcp.silences", "reason", reason.text()));
        }
        bootp = registry.counter("dhcp.received", "type", "BOOTP");
        bootpSent = registry.counter("dhcp.sent", "type", "BOOTP");
        malformed = registry.counter("dhcp.malformed.datagrams");
        overload = registry.counter("dhcp.dropped.requests", "reason", "overload");
        unwritten = registry.counter("dhcp.dropped.requests", "reason", "not-durable");
        decisions = Timer.builder("dhcp.decisions")
                .serviceLevelObjectives(DECISION_TIMES)
                .register(registry);
        commits = commits(registry, "durable");
        failedCommits = commits(registry, "failed");
    }

    private static Timer commits(MeterRegistry registry, String outcome) {
        return Timer.builder("dhcp.commits")
                .tag("outcome", outcome)
                .serviceLevelObjectives(COMMIT_TIMES)
                .register(registry);
    }

    void received(Optional<MessageType> type) {
        type.map(received::get).orElse(bootp).increment();
    }

    void decided(long nanos) {
        decisions.record(nanos, TimeUnit.NANOSECONDS);
    }

    void sent(Optional<MessageType> type) {
        type.map(sent::get).orElse(bootpSent).increment();
    }

    void silent(Reason reason) {
        silences.get(reason).increment();
    }

    void malformed() {
        malformed.increment();
    }

    void overloaded() {
        overload.increment();
    }

    void notDurable() {
        unwritten.increment();
    }

    void committed(CommitOutcome outcome, long nanos) {
        var timer = switch (outcome) {
            case CommitOutcome.Durable _ -> commits;
            case CommitOutcome.Failed _ -> failedCommits;
        };
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Duration micros(long count) {
        return Duration.of(count, java.time.temporal.ChronoUnit.MICROS);
    }

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }
}
