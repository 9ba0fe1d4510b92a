package io.rackboot.dhcp.fact;

import io.rackboot.dhcp.reply.RecentBoots;
import io.rackboot.dhcp.wire.Xid;
import io.rackboot.events.BootClient;
import io.rackboot.events.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the programs of each machine were given within the last minute. Remembers the machines that asked last and
/// forgets the others. Used by the decision thread alone.
final class BootAttempts implements RecentBoots {
    private static final int MACHINES = 4096;
    private static final int ATTEMPTS = 32;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    /// U-Boot sends four DHCPDISCOVERs with transaction ids of their own within a second: that is one attempt.
    private static final Duration SAME_ATTEMPT = Duration.ofSeconds(2);

    private record Program(MachineId machine, BootClient client) {}

    private record Attempt(Instant at, Xid xid, String file) {}

    private final LatestUsed<Program, List<Attempt>> attempts = new LatestUsed<>(MACHINES);

    @Override
    public List<String> given(MachineId machine, BootClient client, Xid xid, Instant now) {
        return recent(new Program(machine, client), now).stream()
                .filter(attempt -> !attempt.xid().equals(xid))
                .map(Attempt::file)
                .toList();
    }

    /// Notes that a program was given a file. {@return what it was given within the last minute, oldest first,
    ///     this time included; empty where this is the same attempt as the one before}
    List<String> note(MachineId machine, BootClient client, Xid xid, String file, Instant now) {
        var program = new Program(machine, client);
        var recent = new ArrayList<>(recent(program, now));
        if (!recent.isEmpty() && isSameAttempt(recent.getLast(), xid, now)) {
            return List.of();
        }
        if (recent.size() == ATTEMPTS) {
            recent.removeFirst();
        }
        recent.add(new Attempt(now, xid, file));
        attempts.put(program, List.copyOf(recent));
        return recent.stream().map(Attempt::file).toList();
    }

    /// {@return whether nothing is remembered of any machine}
    boolean isEmpty() {
        return attempts.isEmpty();
    }

    /// The machine's system runs: whatever it asked for before has come to a good end.
    void forget(MachineId machine) {
        for (var client : BootClient.values()) {
            attempts.remove(new Program(machine, client));
        }
    }

    private static boolean isSameAttempt(Attempt before, Xid xid, Instant now) {
        return before.xid().equals(xid) || before.at().plus(SAME_ATTEMPT).isAfter(now);
    }

    private List<Attempt> recent(Program program, Instant now) {
        return Optional.ofNullable(attempts.get(program)).orElse(List.of()).stream()
                .filter(attempt -> attempt.at().plus(WITHIN).isAfter(now))
                .toList();
    }
}
