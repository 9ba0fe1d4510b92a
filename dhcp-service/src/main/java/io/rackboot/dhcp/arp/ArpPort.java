package io.rackboot.dhcp.arp;

import io.rackboot.dhcp.foreign.Libc;
import io.rackboot.dhcp.foreign.LinkSocket;
import io.rackboot.dhcp.wire.ArpPacket;
import io.rackboot.dhcp.wire.HardwareAddress;
import io.rackboot.dhcp.wire.Octets;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// ARP or RARP on one interface, which need not be there yet. That it is missing or down is told by who serves it; that
/// it cannot be heard is told here, once per reason.
public final class ArpPort implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ArpPort.class);
    private static final int POLL_MILLISECONDS = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int ETHERNET_ADDRESS = 6;

    /// Takes what is heard, on the port's own thread.
    @FunctionalInterface
    public interface Listener {
        /// @param source the address that the frame came from
        void heard(HardwareAddress source, ArpPacket packet);
    }

    private final String networkInterface;
    private final int protocol;
    private final String without;
    private final Listener listener;
    private final Libc libc;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;
    private Optional<LinkSocket> open = Optional.empty();
    private String reported = "";

    private ArpPort(String networkInterface, int protocol, String without, Listener listener, Libc libc) {
        this.networkInterface = networkInterface;
        this.protocol = protocol;
        this.without = without;
        this.listener = listener;
        this.libc = libc;
        // A platform thread: it waits in the kernel.
        thread = Thread.ofPlatform()
                .daemon()
                .name("%s-%s".formatted(protocol == ArpPacket.RARP ? "rarp" : "arp", networkInterface))
                .unstarted(this::run);
    }

    /// A port that does not hear yet.
    ///
    /// @param protocol [ArpPacket#ARP] or [ArpPacket#RARP]
    /// @param without what does not happen where the interface cannot be heard, for the log
    public static ArpPort prepare(String networkInterface, int protocol, String without, Listener listener) {
        return prepare(networkInterface, protocol, without, listener, Libc.ofThisProcess());
    }

    static ArpPort prepare(String networkInterface, int protocol, String without, Listener listener, Libc libc) {
        return new ArpPort(networkInterface, protocol, without, listener, libc);
    }

    /// Begins to hear.
    public void start() {
        thread.start();
    }

    /// {@return the interface's name}
    public String networkInterface() {
        return networkInterface;
    }

    /// Sends a packet, from any thread.
    ///
    /// @param packet is given the interface's own hardware address
    /// @return whether it left
    public boolean send(Function<HardwareAddress, ArpPacket> packet, HardwareAddress destination) {
        lock.lock();
        try {
            return open.map(socket -> send(socket, packet, destination)).orElse(false);
        } finally {
            lock.unlock();
        }
    }

    private boolean send(LinkSocket socket, Function<HardwareAddress, ArpPacket> packet, HardwareAddress destination) {
        var bytes = packet.apply(ethernet(socket.hardwareAddress())).write();
        var sent = socket.send(bytes.toByteArray(), destination.bytes().toByteArray());
        if (sent < 0) {
            LOG.debugf("%s: not sent to %s: %s", networkInterface, destination, Libc.error(sent));
        }
        return sent >= 0;
    }

    /// Ends it; waits up to a second.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                attempt();
            } while (!closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() {
        try {
            var device = Optional.ofNullable(NetworkInterface.getByName(networkInterface));
            device.map(found -> LinkSocket.open(libc, found.getIndex(), protocol))
                    .ifPresent(this::use);
        } catch (SocketException e) {
            LOG.debugf("%s cannot be looked at: %s", networkInterface, e.getMessage());
        }
    }

    private void use(LinkSocket.Opening opening) {
        switch (opening) {
            case LinkSocket.Opening.Opened(var socket) -> hear(socket);
            case LinkSocket.Opening.NotEthernet(int type) -> {
                if (isNew("type " + type)) {
                    LOG.infof("interface %s: %s, as it is no Ethernet (type %d)", networkInterface, without, type);
                }
            }
            case LinkSocket.Opening.Refused(var reason) -> {
                if (isNew(reason)) {
                    LOG.warnf("interface %s: %s: %s", networkInterface, without, reason);
                }
            }
        }
    }

    private boolean isNew(String reason) {
        boolean fresh = !reason.equals(reported);
        reported = reason;
        return fresh;
    }

    private void hear(LinkSocket socket) {
        set(Optional.of(socket));
        try {
            while (closed.getCount() > 0) {
                switch (socket.receive(POLL_MILLISECONDS)) {
                    case LinkSocket.Received.Nothing() -> {}
                    case LinkSocket.Received.Packet(var source, var packet) -> hear(source, packet);
                    case LinkSocket.Received.Broken(var reason) -> {
                        LOG.debugf("%s: %s", networkInterface, reason);
                        return;
                    }
                }
            }
        } finally {
            set(Optional.empty());
            socket.close();
        }
    }

    private void hear(byte[] source, byte[] bytes) {
        if (source.length != ETHERNET_ADDRESS) {
            return;
        }
        try {
            ArpPacket.read(Octets.of(bytes)).ifPresent(packet -> listener.heard(ethernet(source), packet));
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "a packet on %s could not be handled: a fault of this program; the next ones are",
                    networkInterface);
        }
    }

    /// Who sends holds the lock: once this is over, nobody uses the former socket.
    private void set(Optional<LinkSocket> socket) {
        lock.lock();
        try {
            open = socket;
        } finally {
            lock.unlock();
        }
    }

    private static HardwareAddress ethernet(byte[] address) {
        return new HardwareAddress(HardwareAddress.ETHERNET, Octets.of(address));
    }
}
