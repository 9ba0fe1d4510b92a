package io.rackboot.dhcp.server;

import io.rackboot.dhcp.fact.Seldom;
import io.rackboot.dhcp.reply.Decision;
import io.rackboot.dhcp.wire.DhcpMessage;
import io.rackboot.dhcp.wire.MalformedMessageException;
import io.rackboot.dhcp.wire.MessageType;
import io.rackboot.dhcp.wire.OptionCode;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/// The log lines about single messages; each has xid, chaddr and interface.
///
/// A lease is told at INFO, a refusal at WARN (at most once a minute per client and reason, it may come with every
/// packet, and 1000 times a minute in all, it may come from ever new clients), the rest at DEBUG.
final class ExchangeLog {
    private static final Logger LOG = Logger.getLogger("io.rackboot.dhcp.exchange");

    private static final int WARNINGS_A_MINUTE = 1000;

    private final Seldom warnings = Seldom.oncePerMinute(WARNINGS_A_MINUTE);

    void replied(Exchange exchange, Decision.Reply reply, List<Integer> omitted) {
        var message = reply.message();
        var type = message.messageType();
        if (type.isPresent() && type.get() == MessageType.DHCPNAK) {
            var why = message.options().get(OptionCode.MESSAGE).orElse("");
            LOG.infof("DHCPNAK: %s (%s)", why, exchange);
        } else {
            boolean grants = type.isEmpty() || type.get() == MessageType.DHCPACK;
            answered(grants && !message.yiaddr().isAny() ? Level.INFO : Level.DEBUG, exchange, message);
        }
        if (!omitted.isEmpty()) {
            LOG.debugf("no room for options %s (%s)", omitted, exchange);
        }
    }

    /// The line of nearly every reply: joined, as a format would cost more than the decision, and only where it is
    /// read.
    private static void answered(Level level, Exchange exchange, DhcpMessage reply) {
        if (LOG.isEnabled(level)) {
            LOG.log(level, name(reply.messageType()) + " " + reply.yiaddr() + bootFile(reply) + " (" + exchange + ")");
        }
    }

    private static String name(Optional<MessageType> type) {
        return type.map(Enum::name).orElse("BOOTREPLY");
    }

    void silent(Exchange exchange, Decision.Silence silence) {
        var reason = silence.reason();
        if (!reason.isRefusal()) {
            LOG.debugf("no answer, %s: %s (%s)", reason.text(), silence.detail(), exchange);
        } else if (warnings.passes(List.of(exchange.request().chaddr(), reason), exchange.at())) {
            LOG.warnf("no answer, %s: %s (%s)", reason.text(), silence.detail(), exchange);
        }
    }

    void notDurable(Exchange exchange, String why) {
        if (warnings.passes(exchange.request().chaddr(), exchange.at())) {
            LOG.warnf("no answer, the lease could not be written: %s (%s)", why, exchange);
        }
    }

    /// Nothing is put into words that nobody reads: garbage may come in floods.
    void malformed(Received received, MalformedMessageException e) {
        if (LOG.isDebugEnabled()) {
            LOG.debugf(
                    "malformed datagram of %d bytes from %s: %s (%s)",
                    received.datagram().length(), received.arrival().source(), e.getMessage(), label(received));
        }
    }

    void oversized(Received received) {
        if (LOG.isDebugEnabled()) {
            LOG.debugf(
                    "datagram of %d bytes or more from %s dropped (%s)",
                    received.datagram().length(), received.arrival().source(), label(received));
        }
    }

    void failed(Received received, RuntimeException e) {
        LOG.errorf(e, "no answer, a request could not be handled: a fault of this program (%s)", label(received));
    }

    private static String label(Received received) {
        return PacketLabel.of(received.datagram(), received.arrival().networkInterface());
    }

    private static String bootFile(DhcpMessage message) {
        return Optional.of(message.file().text())
                .filter(file -> !file.isEmpty())
                .or(() -> message.options().get(OptionCode.BOOTFILE_NAME))
                .map(file -> " with boot file " + file)
                .orElse("");
    }
}
