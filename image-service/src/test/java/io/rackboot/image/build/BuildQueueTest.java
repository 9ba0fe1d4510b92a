package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.events.fact.ImageFact;
import io.rackboot.image.Commands;
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
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildQueueTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path directory;

    private final ExecutorService processors = Executors.newFixedThreadPool(2);
    private final Specifications specifications =
            new Specifications(new SourceProbe(List.of(Path.of("/")), Reserved.NOTHING));
    private final List<ImageFact> facts = new CopyOnWriteArrayList<>();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private Path state;
    private ImageRegistry registry;
    private BuildQueue queue;
    private volatile boolean mute;

    @BeforeEach
    void sources() throws IOException {
        Commands.require("busybox");
        directory = directory.toRealPath();
        state = directory.resolve("state");
        Files.write(directory.resolve("vmlinuz"), kernel());
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

    @Test
    void equalSourcesMakeOneImage() throws IOException {
        start(0);
        var first = await(submit("1", ""), ended());
        Commands.run(directory, "cp -r root copy && rm -r root && mv copy root && touch -d 2005-05-05 root/sbin/init");
        var second = await(submit("1", ""), ended());

        assertThat(first.state()).isEqualTo(BuildState.FINISHED);
        assertThat(first.percent()).isEqualTo(100);
        assertThat(second.digest()).isPresent().isEqualTo(first.digest());
        assertThat(registry.all()).hasSize(1);
        assertThat(files("artifacts")).hasSize(2);
        assertThat(files("work")).isEmpty();
        assertThat(facts.stream()
                        .filter(fact -> !(fact instanceof BuildProgress))
                        .map(Object::getClass))
                .isEqualTo(List.of(BuildStarted.class, BuildFinished.class, BuildStarted.class, BuildFinished.class));
        assertThat(outcomes).containsExactly("finished", "finished");
        assertThat(queue.all()).extracting(BuildRecord::id).containsExactly(second.id(), first.id());
    }

    @Test
    void factsThatCannotBeSaidHarmNoBuild() throws IOException {
        start(0);
        mute = true;
        assertThat(await(submit("1", ""), ended()).state()).isEqualTo(BuildState.FINISHED);
        assertThat(await(submit("2", "init: /none"), ended()).state()).isEqualTo(BuildState.FAILED);
        mute = false;
        assertThat(await(submit("3", ""), ended()).state()).isEqualTo(BuildState.FINISHED);
    }

    @Test
    void whatCannotBeRemovedFailsNoBuild() throws IOException {
        Commands.requireRoot("mounts");
        start(0, (specification, artifacts) -> {
            var space = artifacts.getFirst().file().getParent();
            Commands.run(space, "mkdir held");
            Commands.mountTmpfs(space, "held", "size=1m");
            return publisher().publish(specification, artifacts);
        });
        var build = submit("1", "");
        try {
            assertThat(await(build, ended()).state()).isEqualTo(BuildState.FINISHED);
            assertThat(registry.find("demo.1")).isPresent();
            assertThat(Files.readString(queue.log(build.id()).orElseThrow()))
                    .contains("what the build worked with could not be removed: ");
        } finally {
            Commands.run(state, "umount work/" + build.id() + "/held");
        }
        queue.close();
        start(0);
        assertThat(files("work")).isEmpty();
    }

    @Test
    void whatCannotBeRemovedKeepsNoServiceFromStarting() throws IOException {
        Commands.run(directory, "mkdir -p state/work/1-crashed/held state/work/2-crashed");
        Commands.mountTmpfs(state.resolve("work/1-crashed"), "held", "size=1m");
        try {
            start(0);
            assertThat(files("work")).containsExactly("1-crashed");
            assertThat(await(submit("1", ""), ended()).state()).isEqualTo(BuildState.FINISHED);
        } finally {
            Commands.run(state, "umount work/1-crashed/held");
        }
    }

    @Test
    void anErrorOfTheServiceEndsOneBuildAndNoWorker() throws IOException {
        start(0, (specification, artifacts) -> {
            if (specification.version().equals("1")) {
                throw new StackOverflowError("deep");
            }
            return publisher().publish(specification, artifacts);
        });
        var failed = await(submit("1", ""), ended());
        assertThat(failed.error())
                .contains(new BuildError(BuildError.Reason.INTERNAL, "java.lang.StackOverflowError: deep"));
        assertThat(await(submit("2", ""), ended()).state()).isEqualTo(BuildState.FINISHED);
    }

    @Test
    void aPublishedVersionDoesNotChange() throws IOException {
        start(0);
        var first = await(submit("1", ""), ended());
        var before = files("artifacts");
        Files.writeString(directory.resolve("root/new"), "new");
        var second = await(submit("1", ""), ended());

        assertThat(second.state()).isEqualTo(BuildState.FAILED);
        assertThat(second.error().orElseThrow().reason()).isEqualTo(BuildError.Reason.VERSION_TAKEN);
        assertThat(second.error().orElseThrow().detail())
                .startsWith(
                        "image demo.1 is pending with digest " + first.digest().orElseThrow() + ", this build made ");
        assertThat(files("artifacts")).isEqualTo(before);
        var arguments = await(submit("1", "kernelArguments: [quiet]"), ended());
        assertThat(arguments.state()).isEqualTo(BuildState.FAILED);
        assertThat(await(submit("2", ""), ended()).state()).isEqualTo(BuildState.FINISHED);
    }

    @Test
    void aCancelledBuildLeavesNothing() throws IOException {
        Commands.run(directory, "truncate -s 3G root/large");
        start(0);
        var atWork = await(submit("1", "compression: gzip"), build -> build.percent() > 40);
        var waiting = submit("2", "");

        assertThat(queue.cancel(waiting.id())).isInstanceOf(Cancel.Done.class);
        assertThat(queue.cancel(atWork.id())).isInstanceOf(Cancel.Ending.class);
        var cancelled = await(atWork, ended());

        assertThat(cancelled.state()).isEqualTo(BuildState.CANCELLED);
        assertThat(queue.find(waiting.id()).orElseThrow().state()).isEqualTo(BuildState.CANCELLED);
        assertThat(files("work")).isEmpty();
        assertThat(files("artifacts")).isEmpty();
        assertThat(registry.all()).isEmpty();
        assertThat(facts)
                .filteredOn(BuildFailed.class::isInstance)
                .hasSize(2)
                .allMatch(fact -> ((BuildFailed) fact).reason().equals("cancelled"));
        assertThat(queue.cancel(atWork.id())).isInstanceOf(Cancel.TooLate.class);
        assertThat(queue.cancel("none")).isInstanceOf(Cancel.Unknown.class);
        assertThat(Files.readString(queue.log(atWork.id()).orElseThrow())).endsWith(" cancelled\n");
    }

    @Test
    void whatACrashLeftIsToldAndRemovedAndWhatWaitedIsBuilt() throws IOException {
        start(0);
        queue.close();
        var builds = new BuildFiles(state.resolve("builds"));
        var crashed =
                BuildRecord.queued("1-crashed", "demo", "1", Instant.EPOCH).running(Instant.EPOCH);
        builds.write(crashed);
        builds.write(BuildRecord.queued("2-waiting", "demo", "2", Instant.EPOCH));
        builds.writeSpecification("2-waiting", specification("2", ""));
        builds.write(BuildRecord.queued("3-gone", "demo", "3", Instant.EPOCH));
        builds.writeSpecification("3-gone", specification("3", "").replace("/root", "/gone"));
        Files.writeString(
                Files.createDirectories(state.resolve("work/1-crashed")).resolve("initrd"), "half");
        Files.writeString(state.resolve("artifacts/" + "a".repeat(64)), "of no image");
        Files.writeString(state.resolve("images/.demo.1.json.new"), "{");
        Files.writeString(state.resolve("builds/.1-crashed.json.new"), "{");

        facts.clear();
        start(0);

        assertThat(files("work/1-crashed")).isEmpty();
        assertThat(files("artifacts")).isEmpty();
        assertThat(files("images")).doesNotContain(".demo.1.json.new");
        assertThat(files("builds")).contains("1-crashed.json").doesNotContain(".1-crashed.json.new");
        var told = queue.find("1-crashed").orElseThrow();
        assertThat(told.state()).isEqualTo(BuildState.FAILED);
        assertThat(told.error().orElseThrow().reason()).isEqualTo(BuildError.Reason.INTERRUPTED);
        assertThat(await(queue.find("2-waiting").orElseThrow(), ended()).state())
                .isEqualTo(BuildState.FINISHED);
        assertThat(queue.find("3-gone").orElseThrow().error().orElseThrow().detail())
                .contains("gone does not exist");
        assertThat(facts)
                .contains(new BuildFailed(
                        "demo", "1", "1-crashed", "interrupted", "the service ended while the build was at work"));
    }

    @Test
    void aBuildAtWorkWhenTheServiceStopsIsToldAtTheNextStart() throws IOException {
        Commands.run(directory, "truncate -s 3G root/large");
        start(0);
        var atWork = await(submit("1", "compression: gzip"), build -> build.percent() > 35);
        queue.close();
        assertThat(files("work")).isEmpty();
        Files.delete(directory.resolve("root/large"));
        start(0);
        assertThat(queue.find(atWork.id()).orElseThrow().error().orElseThrow().reason())
                .isEqualTo(BuildError.Reason.INTERRUPTED);
    }

    @Test
    void endedBuildsAreKeptAcrossARestart() throws IOException {
        start(0);
        var build = await(submit("1", ""), ended());
        queue.close();
        start(0);
        assertThat(queue.find(build.id())).contains(build);
        assertThat(registry.find("demo.1")).isPresent();
        assertThat(files("artifacts")).hasSize(2);
    }

    @Test
    void aRecordOfAnImageThatCannotBeReadIsNamedAndNothingIsRemoved() throws IOException {
        start(0);
        await(submit("1", ""), ended());
        queue.close();
        Files.writeString(state.resolve("images/demo.1.json"), "{\"document\": {");
        assertThatThrownBy(() -> start(0))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "the record of an image cannot be read: " + state.resolve("images/demo.1.json") + ": ");
        assertThat(files("artifacts")).hasSize(2);
    }

    @Test
    void withoutRoomNothingIsBegun() throws IOException {
        start(Long.MAX_VALUE / 2);
        var build = await(submit("1", ""), ended());
        assertThat(build.error().orElseThrow().reason()).isEqualTo(BuildError.Reason.DISK_FULL);
        assertThat(build.error().orElseThrow().detail())
                .startsWith("no room in " + state + " for kernel and initrd: it needs about ")
                .contains("(image.minimum-free)");
        assertThat(files("work")).isEmpty();
    }

    @Test
    void aDiskThatFillsUpEndsTheBuildAndHarmsNothing() throws IOException {
        Files.createDirectory(state);
        Commands.mountTmpfs(directory, "state", "size=5m");
        try {
            start(0);
            var small = await(submit("1", ""), ended());
            assertThat(small.state()).isEqualTo(BuildState.FINISHED);
            var before = Commands.run(state, "sha256sum artifacts/*");

            Commands.run(directory, "head -c 7000000 /dev/urandom > root/large");
            var full = await(submit("2", ""), ended());
            assertThat(full.error().orElseThrow().reason()).isEqualTo(BuildError.Reason.DISK_FULL);
            assertThat(full.error().orElseThrow().detail())
                    .matches("the disk of .* is full: initrd could not be written .*");
            assertThat(files("work")).isEmpty();
            assertThat(Commands.run(state, "sha256sum artifacts/*")).isEqualTo(before);

            Files.delete(directory.resolve("root/large"));
            Files.writeString(directory.resolve("root/small"), "fits");
            assertThat(await(submit("2", ""), ended()).state()).isEqualTo(BuildState.FINISHED);
        } finally {
            queue.close();
            Commands.run(directory, "umount state");
        }
    }

    @Test
    void aSourceThatIsGoneOrWrongIsNamed() throws IOException {
        start(0);
        Commands.run(directory, "truncate -s 3G root/large");
        var first = submit("1", "");
        var second = submit("2", "");
        Commands.run(directory, "rm root/sbin/init");
        queue.cancel(first.id());
        var error = await(second, ended()).error().orElseThrow();
        assertThat(error.reason()).isEqualTo(BuildError.Reason.SOURCE_REFUSED);
        assertThat(error.detail()).isEqualTo("init /sbin/init leads nowhere in the root: /sbin/init is not there");
    }

    private void start(long minimumFree) throws IOException {
        start(minimumFree, (specification, artifacts) -> publisher().publish(specification, artifacts));
    }

    private Publisher publisher() {
        return new Publisher(registry, URI.create("http://images"), CLOCK);
    }

    private void start(long minimumFree, ImagePublisher publisher) throws IOException {
        for (var name : List.of("artifacts", "builds", "images", "work")) {
            Files.createDirectories(state.resolve(name));
        }
        registry = new ImageRegistry(state.resolve("images"), new ArtifactStore(state.resolve("artifacts")));
        registry.load();
        var settings = new BuildSettings(Path.of("/bin/busybox"), 0, new TreeLimits(1L << 40, 1000), Owners.KEPT);
        queue = new BuildQueue(
                new ImageBuilder(settings, processors),
                publisher,
                new WorkArea(state.resolve("work"), new FreeSpace(state, minimumFree)),
                state.resolve("builds"),
                specifications,
                this::take,
                (outcome, _) -> outcomes.add(outcome),
                CLOCK,
                1,
                100);
        queue.start();
    }

    private void take(ImageFact fact) {
        facts.add(fact);
        if (mute) {
            throw new IllegalStateException("facts cannot be said");
        }
    }

    private BuildRecord submit(String version, String more) throws IOException {
        var yaml = specification(version, more);
        return switch (specifications.read(yaml)) {
            case Reading.Accepted(var specification) -> queue.submit(specification, yaml);
            case Reading.Refused refused -> throw new AssertionError(refused);
        };
    }

    private String specification(String version, String more) {
        return "{name: demo, version: %s, root: {directory: %s/root}, kernel: %s/vmlinuz%s}"
                .formatted(version, directory, directory, more.isEmpty() ? "" : ", " + more);
    }

    private BuildRecord await(BuildRecord build, Predicate<BuildRecord> condition) {
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
    private boolean told(BuildRecord build) {
        var ends = facts.stream().flatMap(fact -> ended(fact).stream()).toList();
        return ends.contains(build.id()) && outcomes.size() >= ends.size();
    }

    private static Optional<String> ended(ImageFact fact) {
        return switch (fact) {
            case BuildFinished finished -> Optional.of(finished.build());
            case BuildFailed failed -> Optional.of(failed.build());
            default -> Optional.empty();
        };
    }

    private static Predicate<BuildRecord> ended() {
        return build -> build.state().ended();
    }

    private List<String> files(String name) throws IOException {
        if (!Files.exists(state.resolve(name))) {
            return List.of();
        }
        try (var files = Files.list(state.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] kernel() {
        var kernel = new byte[4096];
        System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, kernel, 0x202, 4);
        kernel[0x20F] = 4;
        System.arraycopy("6.1.0-test x".getBytes(StandardCharsets.US_ASCII), 0, kernel, 0x600, 12);
        return kernel;
    }
}
