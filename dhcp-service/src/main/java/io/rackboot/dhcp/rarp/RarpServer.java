package io.rackboot.dhcp.rarp;

import io.rackboot.dhcp.arp.ArpPort;
import io.rackboot.dhcp.fact.Seldom;
import io.rackboot.dhcp.wire.ArpPacket;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Ip4Address;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Answers the RARP requests on one interface.
public final class RarpServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RarpServer.class);

    private final RarpResponder responder;
    private final RarpMeters meters;
    private final Supplier<Optional<Ip4Address>> address;
    private final InstantSource clock;
    private final Seldom told = Seldom.oncePerMinute();
    private final ArpPort port;

    private RarpServer(
            String networkInterface,
            Supplier<Optional<Ip4Address>> address,
            RarpResponder responder,
            RarpMeters meters,
            InstantSource clock) {
        this.address = address;
        this.responder = responder;
        this.meters = meters;
        this.clock = clock;
        this.port = ArpPort.prepare(networkInterface, ArpPacket.RARP, "RARP requests are not answered", this::heard);
    }

    /// Starts on an interface, which need not be there yet.
    ///
    /// @param address this server's address there, at each time
    public static RarpServer start(
            String networkInterface,
            Supplier<Optional<Ip4Address>> address,
            RarpResponder responder,
            RarpMeters meters,
            InstantSource clock) {
        var server = new RarpServer(networkInterface, address, responder, meters, clock);
        server.port.start();
        return server;
    }

    @Override
    public void close() {
        port.close();
    }

    private void heard(HardwareAddress source, ArpPacket request) {
        switch (responder.decide(source, request, address.get())) {
            case RarpDecision.Reply reply -> answer(source, request, reply);
            case RarpDecision.Silence(var reason, var detail) -> {
                meters.silent(reason);
                LOG.debugf("no answer by RARP, %s: %s (interface %s)", reason.text(), detail, port.networkInterface());
            }
        }
    }

    private void answer(HardwareAddress source, ArpPacket request, RarpDecision.Reply reply) {
        if (port.send(own -> request.replyReverse(own, reply.server(), reply.address()), source)) {
            meters.answered();
            if (told.passes(request.tha(), clock.instant())) {
                LOG.infof(
                        "RARP %s (machine %s, chaddr %s, interface %s)",
                        reply.address(), reply.machine(), request.tha(), port.networkInterface());
            }
        }
    }
}
