package io.rackboot.dhcp.document;

import io.rackboot.dhcp.reply.Identity;
import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.events.document.MachineDocument;
import io.rackboot.events.document.SwitchPort;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// What tells machines besides their hardware addresses: client identifiers, UUIDs and switch ports, in this order.
///
/// One that stands in two documents tells neither: makers give one UUID to many boards, and a wrong machine's address
/// and profile are worse than none.
final class Marks {
    private static final Logger LOG = Logger.getLogger(Marks.class);

    /// A port as a document or a request has it; empty is what it does not say.
    private record Port(Optional<Octets> circuitId, Optional<Octets> remoteId) {
        static Port of(SwitchPort port) {
            return new Port(port.circuitId().map(Octets::ofHex), port.remoteId().map(Octets::ofHex));
        }

        static Port of(Identity identity) {
            return new Port(identity.circuitId(), identity.remoteId());
        }

        boolean isSaid() {
            return circuitId.isPresent() || remoteId.isPresent();
        }

        /// {@return this port in the words of every document that may mean it, the most precise first}
        Stream<Port> wordings() {
            return Stream.of(this, new Port(circuitId, Optional.empty()), new Port(Optional.empty(), remoteId))
                    .filter(Port::isSaid)
                    .distinct();
        }

        @Override
        public String toString() {
            return "switch port " + circuitId.map(Octets::hex).orElse("") + "/"
                    + remoteId.map(Octets::hex).orElse("");
        }
    }

    private final Claims<Octets, Machine> clientIdentifiers = new Claims<>();
    private final Claims<UUID, Machine> uuids = new Claims<>();
    private final Claims<Port, Machine> ports = new Claims<>();

    /// {@return the machine that the request shows}
    Optional<Machine> machine(Identity identity) {
        return identity.clientIdentifier()
                .flatMap(clientIdentifiers::undisputed)
                .or(() -> identity.uuid().flatMap(uuids::undisputed))
                .or(() -> at(Port.of(identity)));
    }

    private Optional<Machine> at(Port port) {
        return port.isSaid()
                ? port.wordings()
                        .flatMap(said -> ports.undisputed(said).stream())
                        .findFirst()
                : Optional.empty();
    }

    /// {@return whether the request comes from another machine than the document's, whatever a former one showed}
    static boolean contradict(MachineDocument document, Identity identity) {
        var port = Port.of(identity);
        boolean otherUuid = document.uuid().isPresent()
                && identity.uuid().isPresent()
                && !document.uuid().equals(identity.uuid());
        boolean otherPort = port.isSaid()
                && document.switchPort()
                        .filter(own -> port.wordings().noneMatch(Port.of(own)::equals))
                        .isPresent();
        return otherUuid || otherPort;
    }

    /// Takes what a document says.
    void lay(MachineDocument document, Machine machine) {
        document.clientIdentifier()
                .map(Octets::ofHex)
                .ifPresent(id -> warn(clientIdentifiers.lay(id, machine), "client identifier " + id.hex(), machine));
        document.uuid().ifPresent(uuid -> warn(uuids.lay(uuid, machine), "UUID " + uuid, machine));
        document.switchPort().map(Port::of).ifPresent(port -> warn(ports.lay(port, machine), port.toString(), machine));
    }

    /// Takes it back.
    void withdraw(MachineDocument document, Machine machine) {
        document.clientIdentifier().map(Octets::ofHex).ifPresent(id -> clientIdentifiers.withdraw(id, machine));
        document.uuid().ifPresent(uuid -> uuids.withdraw(uuid, machine));
        document.switchPort().map(Port::of).ifPresent(port -> ports.withdraw(port, machine));
    }

    private static void warn(Optional<Machine> other, String what, Machine machine) {
        other.ifPresent(before -> LOG.warnf(
                "%s stands in the documents of machines %s and %s; it tells neither", what, before.id(), machine.id()));
    }
}
