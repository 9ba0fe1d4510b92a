package io.rackboot.nats.link;

import io.nats.client.JetStreamOptions;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How to reach NATS.
///
/// @param servers addresses such as `nats://10.0.0.1:4222`, any of which will do
/// @param name what the server shows for this connection
/// @param credentials a `.creds` file
/// @param domain the JetStream domain whose streams and buckets are meant
/// @param replicas copies of the streams and buckets that are made here
public record LinkSettings(
        List<String> servers, String name, Optional<Path> credentials, Optional<String> domain, int replicas) {
    private static final Duration PING = Duration.ofSeconds(5);
    /// One of the regular pings, one of [Link#flush], one of a subscription that ends. So many show a dead link.
    private static final int PINGS = 3;

    private static final Duration REQUEST = Duration.ofSeconds(5);
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern USER_INFO = Pattern.compile("//[^@/]*@");

    /// @throws IllegalArgumentException for a setting that cannot work; the message names the property
    public LinkSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("nats.servers is empty");
        }
        servers.forEach(LinkSettings::requireUrl);
        if (credentials.filter(file -> !Files.isReadable(file)).isPresent()) {
            throw new IllegalArgumentException("nats.credentials: no readable file " + credentials.get());
        }
        if (domain.filter(text -> !DOMAIN.matcher(text).matches()).isPresent()) {
            throw new IllegalArgumentException("nats.domain: not a JetStream domain: '" + domain.get() + "'");
        }
        if (replicas < 1 || replicas > 5) {
            throw new IllegalArgumentException("nats.replicas: not 1 to 5: " + replicas);
        }
    }

    /// {@return the servers without their passwords}
    public String shown() {
        return USER_INFO.matcher(String.join(", ", servers)).replaceAll("//***@");
    }

    JetStreamOptions jetStream() {
        var options = JetStreamOptions.builder().requestTimeout(REQUEST);
        domain.ifPresent(options::domain);
        return options.build();
    }

    /// Without jnats' own reconnecting: a lost connection is closed, with it everything on it, and the next one starts
    /// clean. One path for the first connect, a restarted server and a refused login; nothing is buffered unseen.
    ///
    /// Nor does it flush after each request: what waits for its writer when that is free goes out in one write, at
    /// once all the same.
    Options options(LinkListener listener) {
        var options = Options.builder()
                .servers(servers.toArray(String[]::new))
                .connectionName(name)
                .noReconnect()
                .dontForceFlushOnRequest()
                .pingInterval(PING)
                .maxPingsOut(PINGS)
                .errorListener(listener)
                .connectionListener(listener);
        credentials.ifPresent(file -> options.authHandler(Nats.credentials(file.toString())));
        return options.build();
    }

    private static void requireUrl(String server) {
        try {
            Options.builder().server(server).build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("nats.servers: not an address: '" + server + "'", e);
        }
    }
}
