package io.rackboot.inventory.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A network path to a service that can be cut, or swallow everything without a word.
public final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final InetSocketAddress service;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean silent;

    /// A path to this port of this machine.
    public Relay(int port) {
        service = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    /// {@return where the path begins}
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /// Ends all connections and refuses new ones.
    public void cut() {
        cut = true;
        sockets.forEach(Relay::close);
    }

    /// Keeps all connections and lets nothing more through.
    public void swallow() {
        silent = true;
    }

    /// Is a path again, for new connections.
    public void restore() {
        sockets.forEach(Relay::close);
        cut = false;
        silent = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                if (cut) {
                    close(client);
                    continue;
                }
                var upstream = new Socket();
                upstream.connect(service);
                sockets.add(client);
                sockets.add(upstream);
                Thread.startVirtualThread(() -> pass(client, upstream));
                Thread.startVirtualThread(() -> pass(upstream, client));
            } catch (IOException _) {
                // this connection is over; the next may come
            }
        }
    }

    private void pass(Socket from, Socket to) {
        var bytes = new byte[1 << 16];
        try {
            for (var length = from.getInputStream().read(bytes);
                    length >= 0;
                    length = from.getInputStream().read(bytes)) {
                if (!silent) {
                    to.getOutputStream().write(bytes, 0, length);
                }
            }
        } catch (IOException _) {
            // one side is gone, so the other goes too
        } finally {
            close(from);
            close(to);
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
