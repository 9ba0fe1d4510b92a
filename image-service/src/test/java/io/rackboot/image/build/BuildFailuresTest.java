package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.events.fact.BuildFailed;
import io.rackboot.image.Commands;
import java.io.IOException;
import java.net.URI;
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
            assertThat(Files.readString(queue.log(build.id())))
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
    void whatACrashLeftIsRemovedAndBegunAnewAndWhatWaitedIsBuilt() throws IOException {
        start(0);
        queue.close();
        var builds = new BuildFiles(state.resolve("builds"));
        builds.write(begun("1-crashed", "1", 1));
        builds.writeSpecification("1-crashed", specification("1", ""));
        builds.write(BuildRecord.queued("2-waiting", "demo", "2", Instant.EPOCH));
        builds.writeSpecification("2-waiting", specification("2", ""));
        builds.write(BuildRecord.queued("3-gone", "demo", "3", Instant.EPOCH));
        builds.writeSpecification("3-gone", specification("3", "").replace("/root", "/gone"));
        builds.write(BuildRecord.queued("4-lost", "demo", "4", Instant.EPOCH));
        Files.writeString(
                Files.createDirectories(state.resolve("work/1-crashed")).resolve("initrd"), "half");
        Files.writeString(state.resolve("artifacts/" + "a".repeat(64)), "of no image");
        Files.writeString(state.resolve("images/.demo.1.json.new"), "{");
        Files.writeString(state.resolve("builds/.0-crashed.json.new"), "{");

        facts.clear();
        start(0);

        assertThat(files("images")).doesNotContain(".demo.1.json.new");
        assertThat(files("builds")).contains("1-crashed.json").doesNotContain(".0-crashed.json.new");
        var anew = await(queue.find("1-crashed").orElseThrow(), ended());
        assertThat(anew.state()).isEqualTo(BuildState.FINISHED);
        assertThat(anew.attempts()).isEqualTo(2);
        assertThat(Files.readString(queue.log("1-crashed")))
                .contains("the service ended while the build was at work: it is begun anew\n");
        assertThat(await(queue.find("2-waiting").orElseThrow(), ended()).attempts())
                .isEqualTo(1);
        assertThat(await(queue.find("3-gone").orElseThrow(), ended())
                        .error()
                        .orElseThrow()
                        .detail())
                .contains("gone does not exist");
        assertThat(await(queue.find("4-lost").orElseThrow(), ended())
                        .error()
                        .orElseThrow()
                        .detail())
                .startsWith("its specification cannot be read: ");
        assertThat(files("artifacts")).doesNotContain("a".repeat(64));
        assertThat(files("work")).isEmpty();
    }

    @Test
    void aBuildThatEndsItsServiceTwiceIsNotBegunAgain() throws IOException {
        start(0);
        queue.close();
        var builds = new BuildFiles(state.resolve("builds"));
        builds.write(begun("1-deadly", "1", 2));
        builds.writeSpecification("1-deadly", specification("1", ""));
        facts.clear();
        start(0);
        var detail = "the service ended while the build was at work, 2 times: it is not begun again";
        assertThat(queue.find("1-deadly").orElseThrow().error())
                .contains(new BuildError(BuildError.Reason.INTERRUPTED, detail));
        assertThat(facts).contains(new BuildFailed("demo", "1", "1-deadly", "interrupted", detail));
        assertThat(await(submit("2", ""), ended()).state()).isEqualTo(BuildState.FINISHED);
        assertThat(registry.find("demo.1")).isEmpty();
    }

    /// As it is on disk after a service was killed.
    private static BuildRecord begun(String id, String version, int attempts) {
        var build = BuildRecord.queued(id, "demo", version, Instant.EPOCH);
        for (var attempt = 0; attempt < attempts; attempt++) {
            build = build.running(URI.create("http://images"), Instant.EPOCH);
        }
        return build;
    }

    @Test
    void aBuildOfAnEarlierReleaseIsBegunAnew() throws IOException {
        start(0);
        queue.close();
        Files.writeString(state.resolve("builds/1-old.json"), """
                {"id":"1-old","image":"demo","version":"1","state":"running","stage":"packing","percent":40,
                 "bytesPerSecond":7,"submitted":"2026-11-20T10:00:00Z","started":"2026-11-20T10:00:01Z"}""");
        new BuildFiles(state.resolve("builds")).writeSpecification("1-old", specification("1", ""));
        start(0);
        var anew = await(queue.find("1-old").orElseThrow(), ended());
        assertThat(anew.state()).isEqualTo(BuildState.FINISHED);
        assertThat(anew.attempts()).isEqualTo(1);
    }

    @Test
    void aBuildAtWorkWhenTheServiceStopsIsBegunAnewAtTheNextStart() throws IOException {
        Commands.run(directory, "truncate -s 3G root/large");
        start(0);
        var atWork = await(submit("1", "compression: gzip"), build -> build.percent() > 35);
        queue.close();
        assertThat(files("work")).isEmpty();
        assertThat(queue.find(atWork.id()).orElseThrow().state()).isEqualTo(BuildState.QUEUED);
        assertThat(Files.readString(queue.log(atWork.id()))).endsWith(" given back: the service stops\n");
        Files.delete(directory.resolve("root/large"));
        start(0);
        var anew = await(queue.find(atWork.id()).orElseThrow(), ended());
        assertThat(anew.state()).isEqualTo(BuildState.FINISHED);
        // A stop is no crash.
        assertThat(anew.attempts()).isEqualTo(1);
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
        Commands.require("mksquashfs");
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

            // A program that runs out of room is told from one that fails.
            var packed = await(submit("3", "rootMode: squashfs"), ended());
            assertThat(packed.error().orElseThrow().reason()).as("%s", packed).isEqualTo(BuildError.Reason.DISK_FULL);
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

    /// Small files are written without watching the room first.
    @Test
    void aFullDiskIsToldWhoeverMeetsIt() throws IOException {
        Files.createDirectory(state);
        Commands.mountTmpfs(directory, "state", "size=5m");
        try {
            start(0, (specification, artifacts) -> {
                Files.write(artifacts.getFirst().file().resolveSibling("more"), new byte[7_000_000]);
                return publisher().publish(specification, artifacts);
            });
            var build = submit("1", "");
            var full = await(build, ended()).error().orElseThrow();
            assertThat(full.reason()).isEqualTo(BuildError.Reason.DISK_FULL);
            assertThat(full.detail())
                    .isEqualTo("the disk of " + state + " is full: " + build.id()
                            + " could not be written (No space left on device)");
            assertThat(files("work")).isEmpty();
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
