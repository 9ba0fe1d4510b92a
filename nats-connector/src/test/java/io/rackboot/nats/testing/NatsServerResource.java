package io.rackboot.nats.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/// One nats-server for the tests of a Quarkus application: sets `nats.servers` and fills fields of type [NatsServer].
///
/// Where the program is missing, the application starts without it and each of its tests is skipped with the reason:
/// a failure here would be one of the application's start.
public final class NatsServerResource implements QuarkusTestResourceLifecycleManager {
    private Optional<NatsServer> server = Optional.empty();
    private Optional<TestAbortedException> missing = Optional.empty();

    @Override
    public Map<String, String> start() {
        try {
            server = Optional.of(NatsServer.start());
        } catch (TestAbortedException e) {
            missing = Optional.of(e);
        }
        return server.map(running -> Map.of("nats.servers", running.url())).orElseGet(Map::of);
    }

    @Override
    public void inject(TestInjector injector) {
        missing.ifPresent(reason -> {
            throw reason;
        });
        server.ifPresent(running -> injector.injectIntoFields(running, new TestInjector.MatchesType(NatsServer.class)));
    }

    @Override
    public void stop() {
        server.ifPresent(NatsServer::close);
    }
}
