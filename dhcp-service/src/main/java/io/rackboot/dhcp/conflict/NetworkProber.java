package io.rackboot.dhcp.conflict;

import io.rackboot.dhcp.arp.ArpPort;
import io.rackboot.dhcp.foreign.Libc;
import io.rackboot.dhcp.lease.SharedNetwork;
import io.rackboot.dhcp.lease.Subnet;
import io.rackboot.dhcp.server.Prober;
import io.rackboot.dhcp.wire.ArpPacket;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Asks on the served links by ARP (RFC 5227 §2.1.1: a probe claims nothing and fills nobody's cache), and by ICMP
/// echo where the server is not on the subnet's link.
public final class NetworkProber implements Prober, AutoCloseable {
    /// Takes the answers, on any thread.
    @FunctionalInterface
    public interface Answers {
        /// @param by who answers, where that is known
        void answered(Ip4Address address, Optional<HardwareAddress> by);
    }

    private record Link(ArpPort port, Ip4Address server) {}

    private final Function<String, Optional<Ip4Address>> addressOf;
    private final Answers answers;
    private final Awaited awaited = new Awaited(InstantSource.system());
    private final List<ArpPort> ports = new ArrayList<>();
    private final EchoPort echo;
    private volatile List<SharedNetwork> networks;

    private NetworkProber(
            List<SharedNetwork> networks, Function<String, Optional<Ip4Address>> addressOf, Answers answers) {
        this.networks = List.copyOf(networks);
        this.addressOf = addressOf;
        this.answers = answers;
        this.echo = EchoPort.start(Libc.ofThisProcess(), this::echoed);
    }

    /// Begins to listen.
    ///
    /// @param networks the served subnets by link
    /// @param interfaces the served interfaces, which need not be there yet
    /// @param addressOf this server's address on an interface, at each time
    public static NetworkProber start(
            List<SharedNetwork> networks,
            List<String> interfaces,
            Function<String, Optional<Ip4Address>> addressOf,
            Answers answers) {
        var prober = new NetworkProber(networks, addressOf, answers);
        interfaces.forEach(prober::listen);
        return prober;
    }

    /// Goes over to other subnets, from any thread.
    public void serve(List<SharedNetwork> next) {
        networks = List.copyOf(next);
    }

    private void listen(String networkInterface) {
        var port = ArpPort.prepare(
                networkInterface,
                ArpPacket.ARP,
                "addresses are not probed before they are given",
                (_, packet) -> heard(packet));
        ports.add(port);
        port.start();
    }

    @Override
    public boolean probe(Subnet subnet, Ip4Address address) {
        awaited.add(address);
        return linkOf(subnet).map(link -> probe(link, address)).orElseGet(() -> echo.ask(address));
    }

    private boolean probe(Link link, Ip4Address address) {
        if (address.equals(link.server())) {
            answers.answered(address, Optional.empty()); // nobody answers himself
            return true;
        }
        return link.port().send(own -> ArpPacket.probe(own, address), ArpPacket.EVERYBODY);
    }

    /// {@return the interface that is on the subnet's link: with an address in it, or in one that shares the link}
    private Optional<Link> linkOf(Subnet subnet) {
        var network = networks.stream()
                .filter(candidate -> candidate.subnets().contains(subnet))
                .findFirst();
        return ports.stream()
                .flatMap(
                        port -> addressOf.apply(port.networkInterface()).map(server -> new Link(port, server)).stream())
                .filter(link -> network.filter(on -> on.contains(link.server())).isPresent())
                .findFirst();
    }

    /// Whatever it says beside: who sends from the address uses it (RFC 5227 §1.1).
    private void heard(ArpPacket packet) {
        boolean aboutUse = packet.op() == ArpPacket.Op.REQUEST || packet.op() == ArpPacket.Op.REPLY;
        if (aboutUse && awaited.takes(packet.spa())) {
            answers.answered(packet.spa(), Optional.of(packet.sha()));
        }
    }

    private void echoed(Ip4Address address) {
        if (awaited.takes(address)) {
            answers.answered(address, Optional.empty());
        }
    }

    @Override
    public void close() {
        ports.forEach(ArpPort::close);
        echo.close();
    }
}
