package io.rackboot.dhcp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.dhcp.advertise.RouterAdvertiser;
import io.rackboot.dhcp.conflict.NetworkProber;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.rarp.RarpMeters;
import io.rackboot.dhcp.rarp.RarpResponder;
import io.rackboot.dhcp.rarp.RarpServer;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.server.AddressProbes;
import io.rackboot.dhcp.socket.ServedInterfaces;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What the service does on its links beside DHCP.
///
/// @param advertisers tell that there is no IPv6 router
/// @param rarp answers RARP
/// @param prober asks who uses which address
record BesideDhcp(List<RouterAdvertiser> advertisers, List<RarpServer> rarp, Optional<NetworkProber> prober)
        implements AutoCloseable {

    /// Starts what is wished for.
    static BesideDhcp start(
            Settings settings,
            ServedInterfaces interfaces,
            Machines machines,
            LeaseTable table,
            AddressProbes probes,
            MeterRegistry registry) {
        var responder = new RarpResponder(settings.networks(), machines, table::leaseAt);
        var meters = new RarpMeters(registry);
        var beside = new BesideDhcp(
                settings.beside().advertised().stream()
                        .map(RouterAdvertiser::start)
                        .toList(),
                settings.beside().rarp().stream()
                        .map(name -> RarpServer.start(
                                name, () -> interfaces.addressOf(name), responder, meters, InstantSource.system()))
                        .toList(),
                prober(settings, interfaces, probes));
        beside.prober().ifPresent(probes::begin);
        FunctionCounter.builder("dhcp.router.advertisements", beside, BesideDhcp::advertised)
                .register(registry);
        return beside;
    }

    private static Optional<NetworkProber> prober(
            Settings settings, ServedInterfaces interfaces, AddressProbes probes) {
        var probed = settings.beside().probed();
        return Optional.of(probed)
                .filter(names -> !names.isEmpty())
                .map(names -> NetworkProber.start(settings.networks(), names, interfaces::addressOf, probes::answered));
    }

    private double advertised() {
        return advertisers.stream().mapToLong(RouterAdvertiser::sent).sum();
    }

    @Override
    public void close() {
        advertisers.forEach(RouterAdvertiser::close);
        rarp.forEach(RarpServer::close);
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
