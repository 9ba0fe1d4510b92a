package io.rackboot.tftp.transfer;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.rackboot.tftp.wire.ErrorCode;
import io.rackboot.tftp.wire.TftpPacket;
import io.rackboot.tftp.wire.TftpPacket.Error;
import io.rackboot.tftp.wire.TftpWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Optional;

/// A client as one transfer sees it: a socket of its own, whose port is the server's TID (RFC 1350 §4), bound to the
/// address that the client asked, because that is where it expects its answer from.
///
/// The socket stays unconnected, so that packets from other ports are seen and answered with ERROR 5.
public final class Peer implements AutoCloseable {
    private static final int LARGEST_EXPECTED = 1024;
    private final InetSocketAddress client;
    private final DatagramChannel channel;
    private final Intake intake;
    private final DatagramPacket received = new DatagramPacket(new byte[LARGEST_EXPECTED], LARGEST_EXPECTED);
    private volatile String trouble = "";
    private volatile Optional<Long> lastHeard = Optional.empty();

    private Peer(InetSocketAddress client, DatagramChannel channel, Intake intake) {
        this.client = client;
        this.channel = channel;
        this.intake = intake;
    }

    /// Opens a socket on a free port of the local address.
    ///
    /// @param client where the request came from
    /// @param local the address that it was sent to; the wildcard address leaves the choice to the routes
    /// @throws IOException when there is no socket to be had
    public static Peer open(InetSocketAddress client, InetAddress local, Intake intake) throws IOException {
        var channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.bind(new InetSocketAddress(local, 0));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new Peer(client, channel, intake);
    }

    /// {@return the client's TID}
    public InetSocketAddress client() {
        return client;
    }

    /// Sends one packet.
    ///
    /// @throws ClosedChannelException after [#close]
    public void send(TftpPacket packet) throws ClosedChannelException {
        send(TftpWriter.write(packet));
    }

    /// Sends a packet that was written before. A packet that the kernel refuses counts as lost: it will be sent again,
    /// and what the kernel said is kept for the report.
    void send(ByteBuffer packet) throws ClosedChannelException {
        try {
            channel.send(packet, client);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            trouble = "; sending failed: " + e.getMessage();
        }
    }

    /// Waits for the next packet from the client.
    ///
    /// @param nanos how long to wait, rounded up to milliseconds
    /// @return the packet, or nothing when the time is over
    /// @throws IOException after [#close]
    Optional<TftpPacket> receive(long nanos) throws IOException {
        long deadline = System.nanoTime() + nanos;
        var socket = channel.socket();
        while (true) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            socket.setSoTimeout((int) NANOSECONDS.toMillis(left) + 1);
            try {
                received.setLength(LARGEST_EXPECTED);
                socket.receive(received);
            } catch (SocketTimeoutException _) {
                return Optional.empty();
            }
            var packet = fromClient();
            if (packet.isPresent()) {
                return packet;
            }
        }
    }

    private Optional<TftpPacket> fromClient() throws ClosedChannelException {
        var sender = (InetSocketAddress) received.getSocketAddress();
        var packet = intake.accept(ByteBuffer.wrap(received.getData(), 0, received.getLength()), sender);
        if (sender.equals(client)) {
            lastHeard = Optional.of(System.nanoTime());
            return packet;
        }
        // An ERROR is never answered, else two of us could keep each other busy for ever.
        if (packet.isPresent() && !(packet.get() instanceof Error)) {
            refuse(sender);
        }
        return Optional.empty();
    }

    private void refuse(InetSocketAddress stranger) throws ClosedChannelException {
        try {
            channel.send(TftpWriter.write(Error.of(ErrorCode.UNKNOWN_TRANSFER_ID, "unknown transfer ID")), stranger);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException _) {
            // The stranger asks again, or not.
        }
    }

    /// {@return what the kernel last said against sending, led by a separator; empty if nothing}
    String trouble() {
        return trouble;
    }

    /// {@return how long ago the client last sent anything on this transfer, if it ever did}
    public Optional<Duration> silence() {
        return lastHeard.map(heard -> Duration.ofNanos(System.nanoTime() - heard));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing is lost: the descriptor is gone.
        }
    }
}
