package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.wire.ClientMachineIdentifier;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Octets;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What a request shows of the machine that sent it.
///
/// @param hardware `chaddr`
/// @param clientIdentifier option 61
/// @param uuid option 97, where it is one that somebody set
/// @param circuitId option 82, sub-option 1: the switch port
/// @param remoteId option 82, sub-option 2: the switch, or the far end of the line
public record Identity(
        HardwareAddress hardware,
        Optional<Octets> clientIdentifier,
        Optional<UUID> uuid,
        Optional<Octets> circuitId,
        Optional<Octets> remoteId) {
    /// What boards are sold with on which the maker never set one: as written, and with its first fields swapped.
    private static final Set<UUID> NOBODYS = Set.of(
            UUID.fromString("03000200-0400-0500-0006-000700080009"),
            UUID.fromString("00020003-0004-0005-0006-000700080009"));

    /// {@return what the request shows}
    ///
    /// @throws io.rackboot.dhcp.wire.MalformedMessageException where option 82 is not of its form
    static Identity of(DhcpMessage request) {
        var options = request.options();
        var relay = options.get(OptionCode.RELAY_AGENT_INFORMATION);
        return new Identity(
                request.chaddr(),
                options.get(OptionCode.CLIENT_IDENTIFIER),
                options.get(OptionCode.CLIENT_MACHINE_IDENTIFIER)
                        .flatMap(ClientMachineIdentifier::uuid)
                        .filter(uuid -> !NOBODYS.contains(uuid)),
                relay.flatMap(all -> all.get(SubOptions.AGENT_CIRCUIT_ID)),
                relay.flatMap(all -> all.get(SubOptions.AGENT_REMOTE_ID)));
    }

    /// {@return the key of the hardware address}
    Optional<ClientKey> key() {
        return ClientKey.of(hardware, clientIdentifier);
    }
}
