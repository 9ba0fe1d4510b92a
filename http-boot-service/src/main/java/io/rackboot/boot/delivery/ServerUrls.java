package io.rackboot.boot.delivery;

import io.rackboot.boot.script.ServerUrl;
import io.rackboot.events.Ipv4;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a machine reaches this service: what is configured, or else what it called the service by.
///
/// tftp-service asks on a machine's behalf, usually on the same host by its loopback address, which means nothing to
/// the machine: it is told the address that this host would speak to it from.
final class ServerUrls {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|::1");
    private static final int DISCARD = 9;

    private final Optional<ServerUrl> configured;

    ServerUrls(Optional<ServerUrl> configured) {
        this.configured = configured;
    }

    /// {@return the URL, or empty where the request's `Host` is none}
    Optional<ServerUrl> of(String scheme, Optional<String> host, Asker asker) {
        return configured.or(() -> host.flatMap(name -> ServerUrl.of(scheme, name))
                .map(called -> LOOPBACK.matcher(called.host()).matches() ? facing(asker, called) : called));
    }

    private static ServerUrl facing(Asker asker, ServerUrl called) {
        return asker.address()
                .filter(address -> !LOOPBACK.matcher(address.text()).matches())
                .flatMap(ServerUrls::ownAddress)
                .map(called::withHost)
                .orElse(called);
    }

    /// This host's address on the way to the client. Connecting a datagram socket asks the routing table and sends
    /// nothing.
    private static Optional<String> ownAddress(Ipv4 client) {
        try (var channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.ofLiteral(client.text()), DISCARD));
            var own = (InetSocketAddress) channel.getLocalAddress();
            return Optional.of(own.getAddress().getHostAddress());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
