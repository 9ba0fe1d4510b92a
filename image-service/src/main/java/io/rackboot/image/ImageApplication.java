package io.rackboot.image;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rackboot.events.Buckets;
import io.rackboot.image.boottest.BootReports;
import io.rackboot.image.boottest.BootTester;
import io.rackboot.image.build.BuildLedger;
import io.rackboot.image.build.BuildNews;
import io.rackboot.image.build.BuildQueue;
import io.rackboot.image.build.BuildRunner;
import io.rackboot.image.build.ImageBuilder;
import io.rackboot.image.build.PublishedTrees;
import io.rackboot.image.channel.Channels;
import io.rackboot.image.compress.Compression;
import io.rackboot.image.publish.FactPublisher;
import io.rackboot.image.publish.ImageRegistry;
import io.rackboot.image.publish.ImagesBucket;
import io.rackboot.image.publish.PublishedDocuments;
import io.rackboot.image.publish.Publisher;
import io.rackboot.image.publish.RegisteredImage;
import io.rackboot.image.publish.RegisteredRoots;
import io.rackboot.image.publish.Standing;
import io.rackboot.image.repacking.PackedArchives;
import io.rackboot.image.share.NatsPeers;
import io.rackboot.image.specification.SourceProbe;
import io.rackboot.image.specification.Specifications;
import io.rackboot.image.store.ArtifactStore;
import io.rackboot.image.store.FreeSpace;
import io.rackboot.image.store.WorkArea;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.Nats;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts the parts together, starts and stops them.
@Singleton
public final class ImageApplication {
    private final ExecutorService processors = Executors.newFixedThreadPool(
            Compression.processors(),
            Thread.ofPlatform().daemon().name("pack-", 1).factory());

    @Produces
    @Singleton
    ImageSettings settings(ImageConfig config) {
        return ImageSettings.of(config);
    }

    @Produces
    @Singleton
    FreeSpace freeSpace(ImageSettings settings) {
        return new FreeSpace(settings.stateDirectory(), settings.minimumFree());
    }

    @Produces
    @Singleton
    ArtifactStore store(ImageSettings settings) {
        return new ArtifactStore(settings.directory("artifacts"));
    }

    @Produces
    @Singleton
    ImageRegistry registry(ImageSettings settings, ArtifactStore store) {
        return new ImageRegistry(settings.directory("images"), store);
    }

    @Produces
    @Singleton
    PublishedDocuments documents(Nats nats) {
        return new PublishedDocuments(nats.keyValue(BucketDefinition.of(Buckets.IMAGES)));
    }

    @Produces
    @Singleton
    Channels channels(ImageSettings settings, Nats nats, FactPublisher facts) {
        return new Channels(
                nats.keyValue(BucketDefinition.of(Buckets.CHANNELS)),
                nats.keyValue(BucketDefinition.of(Buckets.IMAGES)),
                nats.keyValue(BucketDefinition.of(Buckets.PROFILES)),
                settings.testedChannels(),
                facts::say,
                InstantSource.system());
    }

    @Produces
    @Singleton
    BootReports bootReports(ImageSettings settings) {
        return new BootReports(settings.directory("boot-tests"));
    }

    @Produces
    @Singleton
    BootTester bootTester(
            ImageSettings settings,
            FreeSpace free,
            ImageRegistry registry,
            ArtifactStore store,
            BootReports reports,
            Channels channels,
            Vertx vertx) {
        return new BootTester(
                settings.bootTests(),
                key -> registry.find(key)
                        .filter(image -> image.standing() == Standing.PUBLISHED || image.standing() == Standing.PENDING)
                        .map(RegisteredImage::document),
                store,
                new WorkArea(settings.directory("work"), free),
                reports,
                channels,
                vertx,
                InstantSource.system());
    }

    @Produces
    @Singleton
    PublishedTrees trees(ImageSettings settings, FreeSpace free, ImageRegistry registry, ArtifactStore store) {
        return new PublishedTrees(
                settings.builds(),
                new RegisteredRoots(registry, store),
                new WorkArea(settings.directory("work"), free));
    }

    @Produces
    @Singleton
    Specifications specifications(ImageSettings settings) {
        return new Specifications(
                new SourceProbe(settings.sources(), settings.builds().reserved()));
    }

    @Produces
    @Singleton
    PackedArchives packed(ImageSettings settings, ArtifactStore store) {
        return new PackedArchives(Optional.of(new PackedArchives.Place(settings.directory("packed"), store)));
    }

    @Produces
    @Singleton
    BuildQueue builds(
            ImageSettings settings,
            PackedArchives packed,
            FreeSpace free,
            ImageRegistry registry,
            ArtifactStore store,
            Specifications specifications,
            ImagesBucket bucket,
            PublishedDocuments documents,
            FactPublisher facts,
            Nats nats,
            MeterRegistry meters) {
        var clock = InstantSource.system();
        var news = new BuildNews(facts, new BuildEnds(meters, bucket));
        return new BuildQueue(
                new BuildRunner(
                        new ImageBuilder(settings.builds(), processors, new RegisteredRoots(registry, store), packed),
                        new Publisher(registry, settings.publicUrl(), clock, documents),
                        new WorkArea(settings.directory("work"), free)),
                new BuildLedger(settings.directory("builds"), news, settings.keptBuilds()),
                news,
                specifications,
                new NatsPeers(nats, settings.identity(), settings.publicUrl(), settings.patience(), clock),
                clock,
                settings.workers());
    }

    void start(
            @Observes StartupEvent event,
            ImageRegistry registry,
            PackedArchives packed,
            BuildQueue builds,
            ImagesBucket bucket,
            BootTester tester,
            BootReports reports,
            Nats nats,
            FreeSpace free,
            MeterRegistry meters)
            throws IOException {
        registry.load();
        packed.forgetGone();
        reports.retain(
                registry.all().stream().map(image -> image.document().key()).collect(Collectors.toSet()));
        bucket.start(key -> atWork(key, builds, tester));
        builds.start();
        nats.whenConnected(tester::tellLeft);
        StateGauges.register(meters, builds, registry, free);
    }

    private static List<String> atWork(String key, BuildQueue builds, BootTester tester) {
        var tests = tester.isAtWork(key) ? Stream.of("its boot test") : Stream.<String>empty();
        return Stream.concat(builds.on(key).stream().map(id -> "build " + id), tests)
                .toList();
    }

    void stop(@Observes ShutdownEvent event, BuildQueue builds, ImagesBucket bucket) {
        builds.close();
        bucket.close();
        processors.shutdownNow();
    }
}
