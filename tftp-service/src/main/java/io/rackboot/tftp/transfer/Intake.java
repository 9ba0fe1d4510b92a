package io.rackboot.tftp.transfer;

import io.rackboot.tftp.wire.MalformedMessageException;
import io.rackboot.tftp.wire.TftpPacket;
import io.rackboot.tftp.wire.TftpReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The one place where datagrams become packets, and where those that are none end: in a counter.
public final class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class.getName());
    private final LongAdder malformed = new LongAdder();

    /// {@return the packet, or nothing for bytes that are none}
    public Optional<TftpPacket> accept(ByteBuffer datagram, InetSocketAddress sender) {
        try {
            return Optional.of(TftpReader.read(datagram));
        } catch (MalformedMessageException e) {
            malformed.increment();
            LOG.log(Level.FINE, "no TFTP packet from {0}: {1}", new Object[] {sender, e.getMessage()});
            return Optional.empty();
        }
    }

    /// {@return datagrams that were no packets so far}
    public long malformed() {
        return malformed.sum();
    }
}
