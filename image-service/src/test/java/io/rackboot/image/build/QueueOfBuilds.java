package io.rackboot.image.build;

import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.image.Commands;
import io.rackboot.image.TestKernel;
import io.rackboot.image.publish.ImageRegistry;
import io.rackboot.image.publish.Publisher;
import io.rackboot.image.specification.Reading;
import io.rackboot.image.specification.SourceProbe;
import io.rackboot.image.specification.Specifications;
import io.rackboot.image.store.ArtifactStore;
import io.rackboot.image.store.FreeSpace;
import io.rackboot.image.store.WorkArea;
import io.rackboot.image.tree.Owners;
import io.rackboot.image.tree.Reserved;
import io.rackboot.image.tree.TreeLimits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A queue with one worker that builds images of a small directory, and what it tells.
abstract class QueueOfBuilds {
    static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path directory;

    final ExecutorService processors = Executors.newFixedThreadPool(2);
    final Specifications specifications = new Specifications(new SourceProbe(List.of(Path.of("/")), Reserved.NOTHING));
    final List<ImageFact> facts = new CopyOnWriteArrayList<>();
    final List<String> outcomes = new CopyOnWriteArrayList<>();
    Path state;
    ImageRegistry registry;
    Peers peers = new Alone(URI.create("http://images"));
    BuildQueue queue;
    volatile boolean mute;

    @BeforeEach
    void sources() throws IOException {
        Commands.require("busybox");
        directory = directory.toRealPath();
        state = directory.resolve("state");
        TestKernel.in(directory);
        Files.createDirectories(directory.resolve("root/sbin"));
        Commands.run(directory, "printf 'program' > root/sbin/init && chmod +x root/sbin/init");
    }

    @AfterEach
    void stop() {
        if (queue != null) {
            queue.close();
        }
        processors.close();
    }

    void start(long minimumFree) throws IOException {
        start(minimumFree, (specification, artifacts) -> publisher().publish(specification, artifacts));
    }

    Publisher publisher() {
        return new Publisher(registry, URI.create("http://images"), CLOCK, _ -> Optional.empty());
    }

    void start(long minimumFree, ImagePublisher publisher) throws IOException {
        for (var name : List.of("artifacts", "builds", "images", "packed", "work")) {
            Files.createDirectories(state.resolve(name));
        }
        registry = new ImageRegistry(state.resolve("images"), new ArtifactStore(state.resolve("artifacts")));
        registry.load();
        var settings = new BuildSettings(Path.of("/bin/busybox"), 0, new TreeLimits(1L << 40, 1000), Owners.KEPT);
        var news = new BuildNews(this::take, (outcome, _) -> outcomes.add(outcome));
        queue = new BuildQueue(
                new BuildRunner(
                        new ImageBuilder(settings, processors),
                        publisher,
                        new WorkArea(state.resolve("work"), new FreeSpace(state, minimumFree))),
                new BuildLedger(state.resolve("builds"), news, 100),
                news,
                specifications,
                peers,
                CLOCK,
                1);
        queue.start();
    }

    void take(ImageFact fact) {
        facts.add(fact);
        if (mute) {
            throw new IllegalStateException("facts cannot be said");
        }
    }

    BuildRecord submit(String version, String more) throws IOException {
        var yaml = specification(version, more);
        return switch (specifications.read(yaml)) {
            case Reading.Accepted(var specification) -> queue.submit(specification, yaml);
            case Reading.Refused refused -> throw new AssertionError(refused);
        };
    }

    String specification(String version, String more) {
        return "{name: demo, version: %s, root: {directory: %s/root}, kernel: %s/vmlinuz%s}"
                .formatted(version, directory, directory, more.isEmpty() ? "" : ", " + more);
    }

    BuildRecord await(BuildRecord build, Predicate<BuildRecord> condition) {
        var deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(deadline)) {
            var now = queue.find(build.id()).orElseThrow();
            // An ended build is recorded and told right after its state is changed.
            if (condition.test(now) && (!now.state().ended() || told(now))) {
                return now;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("not within a minute: " + queue.find(build.id()));
    }

    /// The fact comes first, the observer's word after it.
    boolean told(BuildRecord build) {
        var ends = facts.stream().flatMap(fact -> ended(fact).stream()).toList();
        return ends.contains(build.id()) && outcomes.size() >= ends.size();
    }

    static Optional<String> ended(ImageFact fact) {
        return switch (fact) {
            case BuildFinished finished -> Optional.of(finished.build());
            case BuildFailed failed -> Optional.of(failed.build());
            default -> Optional.empty();
        };
    }

    static Predicate<BuildRecord> ended() {
        return build -> build.state().ended();
    }

    List<String> files(String name) throws IOException {
        if (!Files.exists(state.resolve(name))) {
            return List.of();
        }
        try (var files = Files.list(state.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
