package io.rackboot.nats.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// One nats-server for the tests of a Quarkus application: sets `nats.servers` and fills fields of type [NatsServer].
public final class NatsServerResource implements QuarkusTestResourceLifecycleManager {
    private final NatsServer server = NatsServer.later();

    @Override
    public Map<String, String> start() {
        server.restart();
        return Map.of("nats.servers", server.url());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(NatsServer.class));
    }

    @Override
    public void stop() {
        server.close();
    }
}
