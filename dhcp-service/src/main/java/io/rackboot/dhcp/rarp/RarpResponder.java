package io.rackboot.dhcp.rarp;

import io.rackboot.dhcp.lease.Lease;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.rarp.RarpDecision.Reason;
import io.rackboot.dhcp.reply.Machine;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.wire.ArpPacket;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Which address a machine is told that asks by RARP: the one that its document reserves on the link where it asks. No
/// lease is made of it: the document is its only source, and the reservation keeps others off.
public final class RarpResponder {
    private final Machines machines;
    private final Function<Ip4Address, Optional<Lease>> leaseAt;
    private volatile List<SharedNetwork> networks;

    /// @param networks the served subnets by link
    /// @param machines the machines' documents at the time of each decision
    /// @param leaseAt the last lease of an address; is asked by any thread
    public RarpResponder(
            List<SharedNetwork> networks, Machines machines, Function<Ip4Address, Optional<Lease>> leaseAt) {
        this.networks = List.copyOf(networks);
        this.machines = machines;
        this.leaseAt = leaseAt;
    }

    /// Goes over to other subnets, from any thread.
    public void serve(List<SharedNetwork> next) {
        networks = List.copyOf(next);
    }

    /// Decides what to do about a packet.
    ///
    /// @param source the address that its frame came from
    /// @param server this server's address on the interface; empty while it is not served
    RarpDecision decide(HardwareAddress source, ArpPacket request, Optional<Ip4Address> server) {
        if (request.op() != ArpPacket.Op.REQUEST_REVERSE) {
            return silence(Reason.NOT_A_REQUEST, "op is " + request.op());
        }
        if (!source.equals(request.sha())) {
            return silence(Reason.OTHER_SENDER, "a request of " + request.sha() + " came from " + source);
        }
        return server.flatMap(this::linkOf)
                .map(link -> decide(request, link, server.get()))
                .orElseGet(() -> silence(Reason.NO_SUBNET, "no served subnet is on the link"));
    }

    private Optional<SharedNetwork> linkOf(Ip4Address server) {
        return networks.stream().filter(network -> network.contains(server)).findFirst();
    }

    private RarpDecision decide(ArpPacket request, SharedNetwork link, Ip4Address server) {
        return machines.byHardware(request.tha())
                .map(machine -> decide(request, machine, link, server))
                .orElseGet(() -> silence(Reason.UNKNOWN_MACHINE, "no machine has " + request.tha()));
    }

    private RarpDecision decide(ArpPacket request, Machine machine, SharedNetwork link, Ip4Address server) {
        var address = machine.address().filter(link::contains);
        if (address.isEmpty()) {
            return silence(Reason.NO_ADDRESS, "no address on " + link.name() + " is reserved for " + machine.id());
        }
        return address.flatMap(leaseAt)
                .filter(lease -> lease.isBound() && !isOf(machine, lease))
                .<RarpDecision>map(lease -> silence(
                        Reason.HELD_BY_OTHER,
                        lease.address() + " of " + machine.id() + " is leased to " + lease.client()))
                .orElseGet(() -> new RarpDecision.Reply(server, address.get(), machine.id()));
    }

    private boolean isOf(Machine machine, Lease lease) {
        return machines.idOf(lease).equals(machine.id());
    }

    private static RarpDecision silence(Reason reason, String detail) {
        return new RarpDecision.Silence(reason, detail);
    }
}
