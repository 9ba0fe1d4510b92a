package io.rackboot.dhcp;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rackboot.dhcp.advertise.RouterAdvertiser;
import io.rackboot.dhcp.lease.LeaseTable;
import io.rackboot.dhcp.rarp.RarpMeters;
import io.rackboot.dhcp.rarp.RarpResponder;
import io.rackboot.dhcp.rarp.RarpServer;
import io.rackboot.dhcp.reply.Machines;
import io.rackboot.dhcp.socket.ServedInterfaces;
import java.time.InstantSource;
import java.util.List;

/// What the service does on its links beside DHCP.
///
/// @param advertisers tell that there is no IPv6 router
/// @param rarp answers RARP
record BesideDhcp(List<RouterAdvertiser> advertisers, List<RarpServer> rarp)
        implements AutoCloseable {

    /// Starts what is wished for.
    static BesideDhcp start(
            Settings settings,
            ServedInterfaces interfaces,
            Machines machines,
            LeaseTable table,
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
                        .toList());
        FunctionCounter.builder("dhcp.router.advertisements", beside, BesideDhcp::advertised)
                .register(registry);
        return beside;
    }

    private double advertised() {
        return advertisers.stream().mapToLong(RouterAdvertiser::sent).sum();
    }

    @Override
    public void close() {
        advertisers.forEach(RouterAdvertiser::close);
        rarp.forEach(RarpServer::close);
    }

    /// On which interfaces what is done.
    ///
    /// @param advertised router solicitations are answered
    /// @param rarp RARP is answered
    record Interfaces(List<String> advertised, List<String> rarp) {
        /// Takes copies.
        Interfaces {
            advertised = List.copyOf(advertised);
            rarp = List.copyOf(rarp);
        }
    }
}
