package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Loader;
import java.time.Instant;
import java.util.Optional;

/// A request of a client that wants to boot, with what is known of it.
///
/// @param client what it says of itself
/// @param machine its name in boot paths
/// @param loader the loader of the machine's document
/// @param now the time of the decision
record BootQuestion(
        NetbootClient client, DhcpMessage request, Arrival arrival, MachineId machine, Loader loader, Instant now) {

    /// {@return the question of a request that is answered without a lease; empty where it does not want to boot}
    static Optional<BootQuestion> of(DhcpMessage request, Arrival arrival, Machines machines, Instant now) {
        var machine = machines.byIdentity(Identity.of(request));
        return NetbootClient.of(request)
                .map(client -> new BootQuestion(
                        client,
                        request,
                        arrival,
                        machine.map(Machine::id).orElseGet(() -> machines.idOf(request.chaddr())),
                        machine.map(Machine::loader).orElse(Loader.AUTO),
                        now));
    }

    /// {@return the question of a client that is given an address too; empty where it does not want to boot}
    static Optional<BootQuestion> of(Question question) {
        return NetbootClient.of(question.request())
                .map(client -> new BootQuestion(
                        client,
                        question.request(),
                        question.arrival(),
                        question.machineId(),
                        question.loader(),
                        question.now()));
    }

    /// {@return the question of a BOOTP client}
    static BootQuestion ofBootp(Question question) {
        return new BootQuestion(
                NetbootClient.ofBootp(question.request()),
                question.request(),
                question.arrival(),
                question.machineId(),
                question.loader(),
                question.now());
    }
}
