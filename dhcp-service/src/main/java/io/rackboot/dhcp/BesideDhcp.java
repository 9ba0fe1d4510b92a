package io.rackboot.dhcp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.dhcp.advertise.RouterAdvertisers;
import io.rackboot.dhcp.conflict.NetworkProber;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.rarp.RarpMeters;
import io.rackboot.dhcp.rarp.RarpResponder;
import io.rackboot.dhcp.rarp.RarpServer;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.server.AddressProbes;
import io.rackboot.dhcp.server.Prober;
import io.rackboot.dhcp.socket.ServedInterfaces;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the service does on its links beside DHCP: tells that there is no IPv6 router, answers RARP, asks who uses
/// which address.
final class BesideDhcp implements AutoCloseable {
    private final ServedInterfaces interfaces;
    private final AddressProbes probes;
    private final RarpResponder responder;
    private final RarpMeters meters;
    private final RouterAdvertisers advertisers = new RouterAdvertisers();
    private final Map<String, RarpServer> rarp = new HashMap<>();
    private List<String> probed = List.of();
    private Optional<NetworkProber> prober = Optional.empty();

    private BesideDhcp(
            ServedInterfaces interfaces, AddressProbes probes, RarpResponder responder, MeterRegistry registry) {
        this.interfaces = interfaces;
        this.probes = probes;
        this.responder = responder;
        this.meters = new RarpMeters(registry);
    }

    /// Starts what is wished for.
    static BesideDhcp start(
            Settings settings,
            ServedInterfaces interfaces,
            Machines machines,
            LeaseTable table,
            AddressProbes probes,
            MeterRegistry registry) {
        var responder = new RarpResponder(settings.networks(), machines, table::leaseAt);
        var beside = new BesideDhcp(interfaces, probes, responder, registry);
        beside.serve(settings);
        FunctionCounter.builder("dhcp.router.advertisements", beside.advertisers, RouterAdvertisers::sent)
                .register(registry);
        return beside;
    }

    /// Goes over to other subnets and interfaces; waits up to a second for each thing that ends.
    synchronized void serve(Settings settings) {
        advertisers.serve(settings.beside().advertised());
        responder.serve(settings.networks());
        answerRarp(settings.beside().rarp());
        probe(settings);
    }

    private void answerRarp(List<String> names) {
        rarp.entrySet().removeIf(running -> {
            boolean ends = !names.contains(running.getKey());
            if (ends) {
                running.getValue().close();
            }
            return ends;
        });
        names.forEach(name -> rarp.computeIfAbsent(
                name,
                _ -> RarpServer.start(
                        name, () -> interfaces.addressOf(name), responder, meters, InstantSource.system())));
    }

    private void probe(Settings settings) {
        var next = settings.beside().probed();
        if (next.equals(probed)) {
            prober.ifPresent(running -> running.serve(settings.networks()));
            return;
        }
        var former = prober;
        probed = next;
        prober = Optional.of(next)
                .filter(names -> !names.isEmpty())
                .map(names -> NetworkProber.start(settings.networks(), names, interfaces::addressOf, probes::answered));
        probes.begin(prober.<Prober>map(running -> running).orElse(Prober.NONE));
        former.ifPresent(NetworkProber::close);
    }

    @Override
    public synchronized void close() {
        advertisers.close();
        rarp.values().forEach(RarpServer::close);
        prober.ifPresent(NetworkProber::close);
    }

    /// On which interfaces what is done.
    ///
    /// @param advertised router solicitations are answered
    /// @param rarp RARP is answered
    /// @param probed addresses are probed before they are given
    record Interfaces(List<String> advertised, List<String> rarp, List<String> probed) {
        /// Takes copies.
        Interfaces {
            advertised = List.copyOf(advertised);
            rarp = List.copyOf(rarp);
            probed = List.copyOf(probed);
        }
    }
}
