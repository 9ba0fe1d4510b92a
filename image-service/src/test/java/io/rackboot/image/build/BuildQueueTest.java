package io.rackboot.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.fact.BuildFailed;
import io.rackboot.events.fact.BuildFinished;
import io.rackboot.events.fact.BuildProgress;
import io.rackboot.events.fact.BuildStarted;
import io.rackboot.image.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildQueueTest extends QueueOfBuilds {
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
    void aFaultDoesNotEndTheWork() throws IOException {
        peers = new FaultyPeers(3);
        start(0);
        assertThat(await(submit("1", ""), ended()).state()).isEqualTo(BuildState.FINISHED);
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
        assertThat(Files.readString(queue.log(atWork.id()))).endsWith(" cancelled\n");
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
}
