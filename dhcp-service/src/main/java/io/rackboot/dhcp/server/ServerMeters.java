package io.rackboot.dhcp.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.reply.Reason;
import io.rackboot.dhcp.wire.MessageType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What the server counts and measures.
public final class ServerMeters {
    private static final Duration[] DECISION_TIMES = {micros(20), micros(50), micros(100), micros(500), millis(5)};
    private static final Duration[] REPLY_TIMES = {
        micros(100),
        micros(250),
        micros(500),
        millis(1),
        millis(2),
        millis(5),
        millis(10),
        millis(25),
        millis(100),
        millis(500)
    };
    private static final Duration[] COMMIT_TIMES = {
        micros(500), millis(1), millis(2), millis(5), millis(10), millis(25), millis(100), millis(500)
    };

    private final Map<MessageType, Counter> received = new EnumMap<>(MessageType.class);
    private final Map<MessageType, Counter> sent = new EnumMap<>(MessageType.class);
    private final Map<MessageType, Timer> replies = new EnumMap<>(MessageType.class);
    private final Map<Reason, Counter> silences = new EnumMap<>(Reason.class);
    private final Map<Drop, Counter> drops = new EnumMap<>(Drop.class);
    private final Counter bootp;
    private final Counter bootpSent;
    private final Timer bootpReplies;
    private final Counter malformed;
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
        for (var drop : Drop.values()) {
            drops.put(drop, registry.counter("dhcp.dropped.requests", "reason", drop.text()));
        }
        bootp = registry.counter("dhcp.received", "type", "BOOTP");
        bootpSent = registry.counter("dhcp.sent", "type", "BOOTP");
        for (var type : List.of(MessageType.DHCPOFFER, MessageType.DHCPACK, MessageType.DHCPNAK)) {
            replies.put(type, replies(registry, type.name()));
        }
        bootpReplies = replies(registry, "BOOTP");
        malformed = registry.counter("dhcp.malformed.datagrams");
        decisions = Timer.builder("dhcp.decisions")
                .serviceLevelObjectives(DECISION_TIMES)
                .register(registry);
        commits = commits(registry, "durable");
        failedCommits = commits(registry, "failed");
    }

    private static Timer replies(MeterRegistry registry, String type) {
        return Timer.builder("dhcp.replies")
                .tag("type", type)
                .serviceLevelObjectives(REPLY_TIMES)
                .register(registry);
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

    /// A reply has gone to its socket.
    ///
    /// @param type empty for a BOOTP reply
    /// @param nanos since its request came off the socket: waiting, decision and disk
    void sent(Optional<MessageType> type, long nanos) {
        type.map(sent::get).orElse(bootpSent).increment();
        type.map(one -> Optional.ofNullable(replies.get(one)))
                .orElse(Optional.of(bootpReplies))
                .ifPresent(timer -> timer.record(nanos, TimeUnit.NANOSECONDS));
    }

    void silent(Reason reason) {
        silences.get(reason).increment();
    }

    void malformed() {
        malformed.increment();
    }

    /// What may have wanted an answer gets none, for a reason that is no rule's.
    public void dropped(Drop drop) {
        drops.get(drop).increment();
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
