package io.rackboot.boot;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.rackboot.boot.answer.Answers;
import io.rackboot.boot.artifact.ArtifactCache;
import io.rackboot.boot.artifact.CacheDirectory;
import io.rackboot.boot.artifact.Patience;
import io.rackboot.boot.artifact.Prefetch;
import io.rackboot.boot.delivery.Delivery;
import io.rackboot.boot.fact.Facts;
import io.rackboot.boot.machine.LiveCatalogue;
import io.rackboot.boot.token.BootTokens;
import io.rackboot.boot.token.TokenKey;
import io.rackboot.events.document.Artifact;
import io.rackboot.events.document.ImageDocument;
import io.rackboot.nats.Nats;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// The one place that makes the service's parts and gives them to each other.
@Startup
@Singleton
public class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);
    /// How long a loader waits for its script while the image is fetched, before it is told to ask again.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Settings settings;
    private final CacheDirectory directory;
    private final ArtifactCache cache;
    private final LiveCatalogue catalogue;
    private final Prefetch prefetch;
    private final BootTokens tokens;
    private final InstantSource clock = InstantSource.system();

    @Inject
    Wiring(BootConfig config, Nats nats, Telemetry telemetry) throws IOException {
        settings = Settings.of(config);
        tokens = new BootTokens(TokenKey.of(settings.state()));
        directory = CacheDirectory.open(settings.cache());
        cache = new ArtifactCache(directory, Patience.USUAL, telemetry::cacheFilled);
        var changed = new Semaphore(0);
        catalogue = new LiveCatalogue(nats, settings.snapshots(), changed::release);
        prefetch = new Prefetch(cache, this::wanted, changed);
    }

    void serve(@Observes Router router, Facts facts, Telemetry telemetry) {
        var answers = new Answers(catalogue, cache, tokens, clock, PATIENCE);
        Delivery.routes(settings, catalogue, cache, answers, facts, telemetry, clock)
                .on(router);
    }

    void start(@Observes StartupEvent started) {
        Thread.ofVirtual().name("check-cache").start(() -> {
            try {
                cache.checkAll();
                prefetch.start();
            } catch (IOException e) {
                LOG.errorf("the cache directory %s cannot be read: %s", settings.cache(), e.getMessage());
            }
        });
    }

    void stop(@Observes ShutdownEvent stopped) {
        prefetch.close();
        catalogue.close();
    }

    @Produces
    @Singleton
    Settings settings() {
        return settings;
    }

    @Produces
    @Singleton
    CacheDirectory directory() {
        return directory;
    }

    @Produces
    @Singleton
    LiveCatalogue catalogue() {
        return catalogue;
    }

    @Produces
    @Singleton
    BootTokens tokens() {
        return tokens;
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return clock;
    }

    private Collection<Artifact> wanted() {
        return catalogue.profiles().stream()
                .flatMap(profile -> catalogue.image(profile.image()).stream())
                .distinct()
                .map(ImageDocument::artifacts)
                .flatMap(Collection::stream)
                .toList();
    }
}
