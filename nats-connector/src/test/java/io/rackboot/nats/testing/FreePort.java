package io.rackboot.nats.testing;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of the loopback address for servers that start later or again.
///
/// They lie below the range from which the system takes the ports of clients (32768 and up): one of that range may
/// belong to some connection by the time the server starts.
public final class FreePort {
    private static final int FIRST = 12_000;
    private static final int BOUND = 32_000;
    private static final int TRIES = 1000;

    @FunctionalInterface
    private interface Binding {
        Closeable to(int port) throws IOException;
    }

    private FreePort() {}

    /// {@return a port to which no TCP socket is bound}
    public static int tcp() {
        return find(port -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    }

    /// {@return a port to which no UDP socket is bound}
    public static int udp() {
        return find(port -> new DatagramSocket(port, InetAddress.getLoopbackAddress()));
    }

    private static int find(Binding binding) {
        for (int i = 0; i < TRIES; i++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, BOUND);
            if (isFree(port, binding)) {
                return port;
            }
        }
        throw new IllegalStateException("none of " + TRIES + " ports is free");
    }

    private static boolean isFree(int port, Binding binding) {
        try (var _ = binding.to(port)) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
