package io.rackboot.nats.link;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.nats.testing.NatsServer;
import java.util.List;
import java.util.Optional;

/// Links for tests without Quarkus.
public final class Links {
    private Links() {}

    /// A link to the server, which need not run yet.
    public static Link to(NatsServer server) {
        return Link.open(settings(server.url()), new SimpleMeterRegistry());
    }

    /// Settings with nothing but a server.
    public static LinkSettings settings(String url) {
        return new LinkSettings(List.of(url), "test", Optional.empty(), Optional.empty(), 1);
    }
}
