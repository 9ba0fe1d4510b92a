package io.rackboot.dhcp.socket;

import io.rackboot.dhcp.foreign.Libc;
import io.rackboot.dhcp.reply.ServerPort;
import io.rackboot.dhcp.server.Received;
import io.rackboot.dhcp.wire.Ip4Address;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// A socket per port on each served interface that is there. Interfaces come up late at boot, go down and come back:
/// they are looked at every second, and each change is logged once.
public final class ServedInterfaces implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ServedInterfaces.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Consumer<Received> server;
    private final Runnable unsent;
    private final SocketThread thread;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("dhcp-interfaces").daemon().factory());
    private final Map<String, List<InterfaceSocket>> open = new ConcurrentHashMap<>();
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Libc libc = Libc.ofThisProcess();
    private final BroadcastLog broadcasts = new BroadcastLog();
    /// Those that are no longer to be served, until the next look. Used by the watcher alone.
    private final List<InterfaceSocket> released = new ArrayList<>();

    private volatile SocketSettings settings;

    private ServedInterfaces(SocketSettings settings, SocketThread thread, Consumer<Received> server, Runnable unsent) {
        this.settings = settings;
        this.thread = thread;
        this.server = server;
        this.unsent = unsent;
    }

    /// Opens what can be opened at once, and the others when they come.
    ///
    /// @param thread reads and sends; its owner closes it after the interfaces
    /// @param server takes each datagram; is called on that thread and must return at once
    /// @param unsent is told of each reply that the operating system did not take
    public static ServedInterfaces serve(
            SocketSettings settings, SocketThread thread, Consumer<Received> server, Runnable unsent) {
        var served = new ServedInterfaces(settings, thread, server, unsent);
        served.look();
        served.watcher.scheduleWithFixedDelay(served::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return served;
    }

    /// Goes over to other interfaces and subnets, at once. An interface that is no longer named hears no more; replies
    /// to what it heard still leave until the next look.
    ///
    /// @param next has the same ports
    /// @return is done when each interface that is there is served
    public CompletableFuture<Void> change(SocketSettings next) {
        return CompletableFuture.runAsync(
                () -> {
                    settings = next;
                    look();
                },
                watcher);
    }

    /// {@return whether every interface is served}
    public boolean all() {
        return open.keySet().containsAll(settings.interfaces());
    }

    /// {@return how many interfaces are served}
    public int served() {
        return open.size();
    }

    /// {@return this server's address on an interface; empty while that is not served}
    public Optional<Ip4Address> addressOf(String networkInterface) {
        return Optional.ofNullable(open.get(networkInterface))
                .map(sockets -> sockets.getFirst().address());
    }

    /// {@return by interface its address, or why it is not served}
    public SequencedMap<String, String> states() {
        var states = new LinkedHashMap<String, String>();
        for (var name : settings.interfaces()) {
            states.put(
                    name,
                    Optional.ofNullable(open.get(name))
                            .map(sockets -> sockets.getFirst().address().toString())
                            .orElseGet(() -> troubles.getOrDefault(name, "not looked at yet")));
        }
        return Collections.unmodifiableSequencedMap(states);
    }

    /// Hears no more; replies to what was heard still leave.
    public void deafen() {
        watcher.shutdownNow();
        open.values().forEach(sockets -> sockets.forEach(InterfaceSocket::deafen));
    }

    @Override
    public void close() {
        watcher.shutdownNow();
        open.values().forEach(sockets -> sockets.forEach(InterfaceSocket::close));
        released.forEach(InterfaceSocket::close);
    }

    private void look() {
        released.forEach(InterfaceSocket::close);
        released.clear();
        open.keySet().stream()
                .filter(name -> !settings.interfaces().contains(name))
                .forEach(this::release);
        for (var name : settings.interfaces()) {
            try {
                look(name);
            } catch (RuntimeException e) {
                LOG.errorf(e, "interface %s could not be looked at: a fault of this program", name);
            }
        }
    }

    private void look(String name) {
        switch (Link.look(name, settings.subnets())) {
            case Link.Usable link -> serve(name, link);
            case Link.Unusable(var reason) -> {
                leave(name);
                trouble(name, reason);
            }
        }
    }

    private void serve(String name, Link.Usable link) {
        var same = Optional.ofNullable(open.get(name))
                .filter(sockets -> sockets.stream().allMatch(socket -> socket.serves(link)));
        if (same.filter(sockets -> sockets.size() == settings.ports().size()).isPresent()) {
            return;
        }
        same.ifPresentOrElse(_ -> retire(name), () -> leave(name));
        try {
            open.put(name, sockets(name, link));
            troubles.remove(name);
            LOG.infof("interface %s is served: address %s, %s", name, link.address(), settings.portsText());
            warnOfForeignAddress(name, link);
        } catch (IOException e) {
            trouble(
                    name,
                    "cannot be served: " + e.getMessage() + " (" + settings.portsText()
                            + "; ports below 1024 need root or CAP_NET_BIND_SERVICE)");
        }
    }

    private List<InterfaceSocket> sockets(String name, Link.Usable link) throws IOException {
        var sockets = new ArrayList<InterfaceSocket>();
        try {
            for (var port : settings.ports()) {
                sockets.add(InterfaceSocket.open(
                        name,
                        link,
                        settings.clientPort(),
                        port,
                        frames(name, link, port.port()),
                        libc,
                        thread.group(),
                        server,
                        unsent));
            }
            return List.copyOf(sockets);
        } catch (IOException e) {
            sockets.forEach(InterfaceSocket::close);
            throw e;
        }
    }

    /// Whoever asks a boot server has an address.
    private ClientFrames frames(String name, Link.Usable link, ServerPort port) {
        return settings.alwaysBroadcast() || port == ServerPort.BOOT_SERVER
                ? ClientFrames.none(name, broadcasts)
                : ClientFrames.on(name, link.index(), libc, broadcasts);
    }

    private void warnOfForeignAddress(String name, Link.Usable link) {
        if (!settings.subnets().isEmpty()
                && settings.subnets().stream().noneMatch(subnet -> subnet.contains(link.address()))) {
            LOG.infof("no configured subnet has %s: only relayed requests are answered on %s", link.address(), name);
        }
    }

    private void release(String name) {
        retire(name);
        troubles.remove(name);
        LOG.infof("interface %s is no longer served", name);
    }

    private void retire(String name) {
        Optional.ofNullable(open.remove(name)).ifPresent(sockets -> {
            sockets.forEach(InterfaceSocket::deafen);
            released.addAll(sockets);
        });
    }

    private void leave(String name) {
        Optional.ofNullable(open.remove(name)).ifPresent(sockets -> sockets.forEach(InterfaceSocket::close));
    }

    private void trouble(String name, String reason) {
        if (!reason.equals(troubles.put(name, reason))) {
            LOG.warnf("interface %s %s; it is looked at every second", name, reason);
        }
    }
}
