package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.events.fact.BuildFailed;
import io.rackboot.image.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BuildFailuresTest extends QueueOfBuilds {
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
}
