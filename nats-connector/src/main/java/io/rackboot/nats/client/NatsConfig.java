package io.rackboot.nats.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The options of the connection.
@ConfigMapping(prefix = "nats")
public interface NatsConfig {

    /// The servers, any of which will do, comma-separated.
    @WithDefault("nats://127.0.0.1:4222")
    List<String> servers();

    /// The name that the server shows for this connection.
    @WithDefault("${quarkus.application.name:rackboot}")
    String name();

    /// A `.creds` file.
    Optional<Path> credentials();

    /// The JetStream domain whose streams and buckets are meant; without it, that of the server.
    Optional<String> domain();

    /// Copies of streams and buckets that are made where they are missing, 1 to 5.
    @WithDefault("1")
    int replicas();
}
