package io.rackboot.dhcp.socket;

import io.rackboot.dhcp.server.PacketLabel;
import io.rackboot.dhcp.wire.Octets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Says why replies to clients that have no address yet are broadcast: once per interface and reason, however often
/// the interface goes and comes back.
final class BroadcastLog {
    private static final Logger LOG = Logger.getLogger(BroadcastLog.class);

    private record Told(String networkInterface, String reason) {}

    private final Set<Told> told = ConcurrentHashMap.newKeySet();

    void cannotSend(String networkInterface, String reason) {
        if (told.add(new Told(networkInterface, reason))) {
            LOG.warnf(
                    "interface %s: replies to clients that have no address yet are broadcast, frames to their hardware"
                            + " addresses cannot be sent: %s",
                    networkInterface, reason);
        }
    }

    void notEthernet(String networkInterface, int type) {
        if (told.add(new Told(networkInterface, "type " + type))) {
            LOG.infof(
                    "interface %s: replies to clients that have no address yet are broadcast, as it is no Ethernet"
                            + " (type %d)",
                    networkInterface, type);
        }
    }

    void didNotLeave(String networkInterface, Octets reply, String reason) {
        if (told.add(new Told(networkInterface, reason))) {
            LOG.warnf(
                    "a reply was broadcast, its frame did not leave: %s; this is said once (%s)",
                    reason, PacketLabel.of(reply, networkInterface));
        }
    }
}
