package io.rackboot.dhcp.reply;

import io.rackboot.dhcp.lease.ClientKey;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Standing;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import io.rackboot.dhcp.wire.SubOptions;
import io.rackboot.events.MachineId;
import io.rackboot.events.document.Loader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A request with what is known of its sender before it is decided.
///
/// @param request the request
/// @param arrival how it came in
/// @param hardware the hardware address it is known by: `chaddr`, or that of its lease where it leaves it out
/// @param client whose leases these are
/// @param network the link that the client is on
/// @param subnet the subnet of that link which the answer is about
/// @param machine the machine's document
/// @param now the time of the decision
record Question(
        DhcpMessage request,
        Arrival arrival,
        HardwareAddress hardware,
        ClientKey client,
        SharedNetwork network,
        Subnet subnet,
        Optional<Machine> machine,
        Instant now) {
    private static final int UNICAST_FLAG = 0x80;
    private static final Pattern HOST_NAME = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    /// {@return the same question about another subnet of the link}
    Question in(Subnet other) {
        return other.equals(subnet)
                ? this
                : new Question(request, arrival, hardware, client, network, other, machine, now);
    }

    /// {@return the question about the subnet of this address, where that is one of the link's}
    Question about(Ip4Address address) {
        return network.subnetOf(address).map(this::in).orElse(this);
    }

    /// {@return what this server calls itself towards this client: the relay's word for it (RFC 5107), or the address
    ///     on the interface}
    Ip4Address serverIdentifier() {
        return relayAddress(request, SubOptions.SERVER_IDENTIFIER_OVERRIDE).orElse(arrival.serverAddress());
    }

    /// {@return an address out of option 82; empty where it is absent or no address}
    static Optional<Ip4Address> relayAddress(DhcpMessage request, int subOption) {
        return request.options()
                .get(OptionCode.RELAY_AGENT_INFORMATION)
                .flatMap(options -> options.get(subOption))
                .filter(bytes -> bytes.length() == Ip4Address.LENGTH)
                .map(Ip4Address::of);
    }

    /// {@return whether option 54 names a server: the client in SELECTING takes its offer}
    boolean namesServer() {
        return request.options().contains(OptionCode.SERVER_IDENTIFIER);
    }

    /// {@return whether option 54 names another server. A datagram may come in on another interface than the one whose
    ///     address it was sent to}
    boolean isForOtherServer() {
        return request.options()
                .get(OptionCode.SERVER_IDENTIFIER)
                .filter(server -> !server.equals(serverIdentifier())
                        && !server.equals(arrival.serverAddress())
                        && !server.equals(arrival.destination()))
                .isPresent();
    }

    /// {@return whether a client renews its lease with the server that it has it of (RFC 2131 §4.3.2: RENEWING). A
    ///     relay that stands for the server says whether the client spoke to it alone (RFC 5010)}
    boolean isRenewal() {
        return clientAddress().isPresent() && (request.relayed() ? cameToTheRelayAlone() : arrival.unicast());
    }

    private boolean cameToTheRelayAlone() {
        return request.options()
                .get(OptionCode.RELAY_AGENT_INFORMATION)
                .flatMap(options -> options.get(SubOptions.RELAY_AGENT_FLAGS))
                .filter(flags -> flags.length() == 1 && (flags.at(0) & UNICAST_FLAG) != 0)
                .isPresent();
    }

    /// {@return whether the client looks for servers}
    boolean isDiscover() {
        return request.messageType().filter(MessageType.DHCPDISCOVER::equals).isPresent();
    }

    /// {@return whether the client takes a DHCPACK for its DHCPDISCOVER (RFC 4039)}
    boolean takesRapidCommit() {
        return isDiscover() && request.options().contains(OptionCode.RAPID_COMMIT);
    }

    /// {@return the address reserved for the machine, where it lies in this subnet}
    Optional<Ip4Address> reserved() {
        return reservedOnLink().filter(subnet::contains);
    }

    /// {@return the address reserved for the machine, where it lies in a subnet of this link}
    Optional<Ip4Address> reservedOnLink() {
        return machine.flatMap(Machine::address).filter(network::contains);
    }

    /// {@return whether a document names the machine}
    Standing standing() {
        return machine.isPresent() ? Standing.KNOWN : Standing.UNKNOWN;
    }

    /// {@return how long this client is given an address of this subnet: by option 51, within limits}
    Duration leaseTime(Ip4Address address) {
        return subnet.policy()
                .times(address, standing())
                .grant(request.options().get(OptionCode.IP_ADDRESS_LEASE_TIME));
    }

    /// {@return whether this subnet is for this client}
    boolean isAdmitted() {
        return subnet.policy().admits(standing());
    }

    /// {@return option 50}
    Optional<Ip4Address> requestedAddress() {
        return request.options().get(OptionCode.REQUESTED_IP_ADDRESS).filter(address -> !address.isAny());
    }

    /// {@return `ciaddr` where it is set}
    Optional<Ip4Address> clientAddress() {
        return Optional.of(request.ciaddr()).filter(address -> !address.isAny());
    }

    /// {@return the name the lease is recorded under: the document's, else the client's own if it is one}
    Optional<String> hostName() {
        return givenHostName()
                .or(() -> request.options()
                        .get(OptionCode.HOST_NAME)
                        .filter(name ->
                                name.length() <= 253 && HOST_NAME.matcher(name).matches()));
    }

    /// {@return the name of the machine's document}
    Optional<String> givenHostName() {
        return machine.flatMap(Machine::hostName);
    }

    /// {@return the machine's name in boot paths}
    MachineId machineId() {
        return machine.map(Machine::id).orElseGet(() -> Machines.withoutDocument(hardware));
    }

    /// {@return the loader of the machine's document}
    Loader loader() {
        return machine.map(Machine::loader).orElse(Loader.AUTO);
    }
}
