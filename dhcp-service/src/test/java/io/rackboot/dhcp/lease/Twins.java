package io.rackboot.dhcp.lease;

import static io.rackboot.dhcp.lease.Rack.FAR;
import static io.rackboot.dhcp.lease.Rack.RACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.dhcp.wire.Ip4Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A lease table and its model, with the disk that they are written to. Every step goes to both; what they answer must
/// be the same.
final class Twins {
    /// The steps of one commit that is on its way to the disk.
    record Commit(List<Undo> steps) {}

    private final Map<Ip4Address, ClientKey> reserved = new HashMap<>();
    private final Map<Ip4Address, Lease> disk = new HashMap<>();
    private final List<Commit> onTheirWay = new ArrayList<>();
    private LeaseTable table = new LeaseTable(List.of(RACK, FAR), reserved::containsKey, List.of());
    private Model model = new Model(List.of(RACK, FAR), reserved);

    Optional<Ip4Address> propose(ClientKey client, Subnet subnet, Optional<Ip4Address> requested) {
        var chosen = model.choose(client, subnet, requested);
        var proposal = table.propose(client, subnet, model.reservedFor(client, subnet), requested, Instant.EPOCH);
        assertThat(proposal)
                .as("offer to %s, which wishes %s", client, requested)
                .isEqualTo(chosen.<Proposal>map(Proposal.Offer::new)
                        .orElseGet(() -> new Proposal.None("all " + (subnet.equals(RACK) ? 4 : 2)
                                + " addresses of subnet " + subnet.name() + " are in use")));
        return chosen;
    }

    Binding judge(ClientKey client, Subnet subnet, Ip4Address address) {
        var binding = table.bind(client, subnet, model.reservedFor(client, subnet), address, Instant.EPOCH);
        assertThat(binding.getClass())
                .as("request of %s by %s", address, client)
                .isEqualTo(model.judge(client, subnet, address));
        return binding;
    }

    void offer(ClientKey client, Ip4Address address, Instant until) {
        model.offer(new Model.Offer(client, address, until));
        assertThat(table.apply(new LeaseChange.Offered(client, address, until))).isEmpty();
    }

    void withdraw(ClientKey client) {
        Stream.of(RACK, FAR).forEach(subnet -> model.withdraw(client, subnet));
        assertThat(table.apply(new LeaseChange.OfferWithdrawn(client))).isEmpty();
    }

    /// The lease, and the end of the one whose place it takes.
    Commit bind(Lease lease, Instant now) {
        var former = model.heldBeside(lease);
        assertThat(table.supersededBy(lease)).isEqualTo(former);
        var changes = new ArrayList<LeaseChange>();
        former.ifPresent(held -> changes.add(new LeaseChange.Released(held.released(now))));
        changes.add(new LeaseChange.Bound(lease));
        return commit(changes);
    }

    Commit commit(List<LeaseChange> changes) {
        var commit = new Commit(changes.stream().map(this::apply).toList());
        onTheirWay.add(commit);
        return commit;
    }

    private Undo apply(LeaseChange change) {
        var lease = switch (change) {
            case LeaseChange.Bound(var bound) -> bound;
            case LeaseChange.Released(var released) -> released;
            case LeaseChange.Declined declined -> declined.lease();
            case LeaseChange.Expired(var expired) -> expired;
            case LeaseChange.Offered _, LeaseChange.OfferWithdrawn _ -> throw new AssertionError(change);
        };
        if (lease.isBound()) {
            model.withdraw(lease.client(), model.subnetOf(lease.address()));
        }
        var undo = new Undo(lease, Optional.ofNullable(model.leases.get(lease.address())));
        model.put(lease.address(), Optional.of(lease));
        assertThat(table.apply(change)).contains(undo);
        return undo;
    }

    /// {@return how many leases ran out}
    int tick(Instant now) {
        var ended = model.tick(now).stream().map(LeaseChange.Expired::new).toList();
        assertThat(table.tick(now, 1000)).isEqualTo(ended);
        if (!ended.isEmpty()) {
            commit(List.copyOf(ended));
        }
        return ended.size();
    }

    /// Whatever is on its way reaches the disk, but for the commits that fail, which are taken back newest first.
    void settle(List<Commit> failed) {
        for (var commit : onTheirWay) {
            if (!failed.contains(commit)) {
                commit.steps().forEach(step -> disk.put(step.after().address(), step.after()));
            }
        }
        failed.reversed()
                .forEach(commit -> commit.steps().reversed().stream()
                        .filter(step -> step.after()
                                .equals(model.leases.get(step.after().address())))
                        .forEach(step -> {
                            model.put(step.after().address(), step.before());
                            table.undo(step);
                        }));
        onTheirWay.clear();
        assertThat(table.leases()).as("the table and the disk").containsExactlyInAnyOrderElementsOf(disk.values());
    }

    List<Commit> onTheirWay() {
        return onTheirWay;
    }

    void restart() {
        settle(List.of());
        model = model.restarted();
        table = new LeaseTable(List.of(RACK, FAR), reserved::containsKey, disk.values());
    }

    void reserve(Ip4Address address, ClientKey client) {
        model.reservedFor(client, model.subnetOf(address)).ifPresent(this::unreserve);
        reserved.put(address, client);
        reservationChanged(address);
    }

    void unreserve(Ip4Address address) {
        reserved.remove(address);
        reservationChanged(address);
    }

    private void reservationChanged(Ip4Address address) {
        model.settle(model.subnetOf(address));
        table.reservationChanged(address);
    }

    Optional<Lease> leaseOf(ClientKey client, Subnet subnet) {
        return model.leaseOf(client, subnet);
    }

    void compare(List<ClientKey> clients) {
        assertThat(table.leases()).containsExactlyInAnyOrderElementsOf(model.leases.values());
        assertThat(table.use()).isEqualTo(model.use());
        for (var subnet : List.of(RACK, FAR)) {
            clients.forEach(client -> assertThat(table.leaseOf(client, subnet))
                    .as("lease of %s", client)
                    .isEqualTo(model.leaseOf(client, subnet)));
            propose(Rack.client(0xffffff), subnet, Optional.empty());
        }
    }

    /// Strangers are offered whatever is free, which must be in the model's order, and turn away.
    void compareOrder(Subnet subnet, Instant until) {
        var free = model.free(subnet);
        for (int i = 0; i < free.size(); i++) {
            var stranger = Rack.client(0xffff00 + i);
            assertThat(propose(stranger, subnet, Optional.empty())).contains(free.get(i));
            offer(stranger, free.get(i), until);
        }
        assertThat(propose(Rack.client(0xffffff), subnet, Optional.empty())).isEmpty();
        for (int i = 0; i < free.size(); i++) {
            withdraw(Rack.client(0xffff00 + i));
        }
    }
}
