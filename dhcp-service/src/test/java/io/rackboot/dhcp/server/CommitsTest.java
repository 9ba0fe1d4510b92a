package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.dhcp.Await;
import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.LeaseChange;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.lease.Range;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.lease.journal.Commit;
import io.rackboot.dhcp.lease.journal.CommitOutcome;
import io.rackboot.dhcp.lease.journal.OutboxFact;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Ip4Address FIRST = Ip4Address.parse("192.168.77.100");
    private static final Ip4Address SECOND = Ip4Address.parse("192.168.77.101");
    private static final Subnet RACK = new Subnet(
            "rack",
            Ip4Address.parse("192.168.77.0"),
            24,
            List.of(new Range(FIRST, SECOND)),
            List.of(),
            List.of(),
            Optional.empty(),
            Duration.ofHours(1));

    private record Written(Commit commit, Consumer<CommitOutcome> then) {}

    private final LeaseTable table = new LeaseTable(List.of(RACK), _ -> false, List.of());
    private final DecisionThread decisions = DecisionThreads.own();
    private final List<Written> disk = new ArrayList<>();
    private Optional<String> trouble = Optional.empty();
    private final List<Lease> durable = new ArrayList<>();
    private final List<CommitOutcome> outcomes = new ArrayList<>();
    private final Commits commits = new Commits(
            table,
            new Commits.Log() {
                @Override
                public void commit(Commit commit, Consumer<CommitOutcome> then) {
                    disk.add(new Written(commit, then));
                }

                @Override
                public Optional<String> trouble() {
                    return trouble;
                }
            },
            decisions,
            new ServerMeters(new SimpleMeterRegistry()),
            durable::addAll);

    @AfterEach
    void close() {
        decisions.close();
    }

    @Test
    void aLeaseCountsAtOnceAndIsToldOfWhenItIsDurable() {
        var lease = lease("525400000001", FIRST, NOON);

        change(new LeaseChange.Bound(lease));

        assertThat(table.leaseAt(FIRST)).contains(lease);
        assertThat(outcomes).isEmpty();
        assertThat(disk.getFirst().commit()).isEqualTo(new Commit(List.of(lease), List.of(fact("bound"))));

        disk.getFirst().then().accept(new CommitOutcome.Durable());

        assertThat(outcomes).containsExactly(new CommitOutcome.Durable());
        assertThat(durable).containsExactly(lease);
    }

    @Test
    void whatNeedNotBeDurableIsDoneAtOnceAndItsFactsAreWrittenAllTheSame() {
        change(new LeaseChange.Offered(new ClientKey("525400000001"), FIRST, NOON.plusSeconds(60)));

        assertThat(outcomes).containsExactly(new CommitOutcome.Durable());
        assertThat(disk.getFirst().commit()).isEqualTo(new Commit(List.of(), List.of(fact("bound"))));
    }

    @Test
    void whatCouldNotBeWrittenIsTakenBackNewestFirst() {
        var former = lease("525400000001", FIRST, NOON);
        change(new LeaseChange.Bound(former));
        disk.getFirst().then().accept(new CommitOutcome.Durable());

        var renewed = lease("525400000001", FIRST, NOON.plusSeconds(100));
        change(new LeaseChange.Bound(renewed));
        var released = renewed.released(NOON.plusSeconds(200));
        change(new LeaseChange.Released(released));
        var other = lease("525400000002", FIRST, NOON.plusSeconds(300));
        change(new LeaseChange.Bound(other));
        assertThat(table.leaseAt(FIRST)).contains(other);

        fail(1);
        assertThat(commits.takingBack()).isTrue();
        fail(2);
        fail(3);
        Await.until("taken back", () -> !commits.takingBack());

        assertThat(table.leaseAt(FIRST)).contains(former);
        assertThat(table.leaseOf(new ClientKey("525400000001"), RACK)).contains(former);
        assertThat(table.leaseOf(new ClientKey("525400000002"), RACK)).isEmpty();
        assertThat(commits.failure()).contains("disk full");
    }

    @Test
    void aLaterLeaseThatWasWrittenStays() {
        change(new LeaseChange.Bound(lease("525400000001", FIRST, NOON)));
        var second = lease("525400000002", SECOND, NOON);
        change(new LeaseChange.Bound(second));

        fail(0);
        disk.get(1).then().accept(new CommitOutcome.Durable());
        Await.until("taken back", () -> !commits.takingBack());

        assertThat(table.leaseAt(FIRST)).isEmpty();
        assertThat(table.leaseAt(SECOND)).contains(second);
        assertThat(commits.failure()).isEmpty();
    }

    @Test
    void anEqualLeaseThatWasWrittenLaterStays() {
        change(new LeaseChange.Bound(lease("525400000001", FIRST, NOON)));
        change(new LeaseChange.Bound(lease("525400000001", FIRST, NOON)));

        fail(0);
        disk.get(1).then().accept(new CommitOutcome.Durable());
        Await.until("taken back", () -> !commits.takingBack());

        assertThat(table.leaseAt(FIRST)).contains(lease("525400000001", FIRST, NOON));
    }

    @Test
    void whileCommitsAreInDoubtChangesWaitAndHealthTells() {
        trouble = Optional.of("the disk is away");
        assertThat(commits.takingBack()).isTrue();
        assertThat(commits.failure()).contains("the disk is away");
        commits.change(List.of(), List.of(fact("alone")), outcomes::add);
        assertThat(disk).isEmpty();

        trouble = Optional.empty();
        assertThat(commits.takingBack()).isFalse();
        assertThat(commits.failure()).isEmpty();
    }

    private void fail(int index) {
        disk.get(index).then().accept(new CommitOutcome.Failed("disk full"));
    }

    /// On the decision thread, as in the server.
    private void change(LeaseChange change) {
        var done = new CompletableFuture<Void>();
        decisions.run(() -> {
            commits.change(List.of(change), List.of(fact("bound")), outcomes::add);
            done.complete(null);
        });
        done.join();
    }

    private static OutboxFact fact(String id) {
        return new OutboxFact(id, "boot.r1.m.fact", Octets.EMPTY);
    }

    private static Lease lease(String mac, Ip4Address address, Instant at) {
        return new Lease(
                address,
                new ClientKey(mac),
                HardwareAddress.ofMac(mac),
                Optional.empty(),
                "rack",
                Optional.empty(),
                NOON,
                at.plus(RACK.leaseTime()),
                Lease.State.BOUND);
    }
}
