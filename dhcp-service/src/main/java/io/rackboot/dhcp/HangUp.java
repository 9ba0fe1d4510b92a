package io.rackboot.dhcp;

import org.jboss.logging.Logger;
import sun.misc.Signal;

/// SIGHUP, by which operators have a daemon read its configuration again.
final class HangUp {
    private static final Logger LOG = Logger.getLogger(HangUp.class);

    private HangUp() {}

    /// Has the action run on a thread of its own at each SIGHUP, in place of ending the process.
    static void calls(Runnable action) {
        try {
            Signal.handle(
                    new Signal("HUP"),
                    _ -> Thread.ofVirtual().name("dhcp-reload").start(action));
        } catch (IllegalArgumentException e) {
            LOG.warnf("SIGHUP does not reload the configuration, POST /reload does: %s", e.getMessage());
        }
    }
}
