package io.rackboot.image.share;

import static io.rackboot.image.share.SharedBuilds.queued;
import static io.rackboot.image.share.SharedBuilds.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackboot.image.build.BuildError;
import io.rackboot.image.build.BuildState;
import io.rackboot.image.build.Cancel;
import io.rackboot.image.build.Peers;
import io.rackboot.image.build.Peers.Next;
import io.rackboot.image.build.Peers.Standing;
import io.rackboot.nats.BucketDefinition;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.WorkQueueDefinition;
import io.rackboot.nats.WriteOutcome;
import io.rackboot.nats.bucket.LiveBucket;
import io.rackboot.nats.client.NatsClient;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkSettings;
import io.rackboot.nats.queue.LiveWorkQueue;
import io.rackboot.nats.testing.NatsServer;
import io.rackboot.nats.testing.NeedsNatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two services that share builds, on a real nats-server, without what they build.
@NeedsNatsServer
@Timeout(60)
class NatsPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final String YAML = "name: demo\n";
    private static final Peers.Fitness FIT = _ -> Optional.empty();

    private NatsServer server;
    private Link link;
    private Link otherLink;
    private NatsPeers one;
    private NatsPeers other;

    @BeforeEach
    void start() throws InterruptedException {
        server = NatsServer.start();
        link = link(server);
        otherLink = link(server);
        one = peers(link, "one");
        other = peers(otherLink, "other");
        one.awaitContact();
        other.awaitContact();
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
        link.close();
        otherLink.close();
        server.close();
    }

    @Test
    void oneBeginsWhatAnotherTookAndBothKnowIt() throws InterruptedException {
        assertThat(one.tell(queued(), YAML)).isEqualTo(new Standing.Agreed());
        assertThat(one.tell(queued(), YAML)).isEqualTo(new Standing.Agreed());
        var begun = begun(other);
        assertThat(begun.yaml()).isEqualTo(YAML);
        assertThat(begun.build().builder()).contains(url("other"));
        assertThat(one.tell(queued(), YAML)).isEqualTo(new Standing.Elsewhere(begun.build()));
        assertThat(one.next(WAIT, FIT)).isEqualTo(new Next.Nothing());

        var ended = begun.build().failed(new BuildError(BuildError.Reason.DISK_FULL, "full"), now());
        assertThat(other.tell(ended, "")).isEqualTo(new Standing.Agreed());
        begun.hold().done();
        assertThat(one.find("1")).contains(ended);
        assertThat(one.all()).containsExactly(ended);
        assertThat(one.tell(queued(), YAML)).isEqualTo(new Standing.Elsewhere(ended));
        assertThat(one.cancel("1")).isEqualTo(new Cancel.TooLate(ended));
    }

    @Test
    void whoIsSilentIsSucceededAndLearnsIt() throws InterruptedException {
        one.tell(queued(), YAML);
        var first = begun(one);
        var second = begun(other);
        assertThat(second.build().attempts()).isEqualTo(2);
        assertThat(one.tell(first.build().running(url("one"), now()), YAML))
                .isEqualTo(new Standing.Elsewhere(second.build()));
        // The second one is silent too.
        var ended = (Next.Ended) await(one, FIT);
        assertThat(ended.build().state()).isEqualTo(BuildState.FAILED);
        assertThat(ended.build().error()).contains(BuildError.endsItsService());
        assertThat(other.tell(second.build(), YAML)).isEqualTo(new Standing.Elsewhere(ended.build()));
    }

    @Test
    void aCancelReachesWhoeverHasTheBuild() throws InterruptedException {
        assertThat(one.cancel("1")).isEqualTo(new Cancel.Unknown());
        one.tell(queued(), YAML);
        var begun = begun(one);
        assertThat(other.cancel("1")).isEqualTo(new Cancel.Ending(begun.build()));
        assertThat(one.tell(begun.build(), YAML)).isEqualTo(new Standing.Unwanted());
        assertThat(one.tell(begun.build().cancelled(now()), "")).isEqualTo(new Standing.Agreed());
        begun.hold().done();

        server.stop();
        assertThat(other.cancel("1")).isInstanceOf(Cancel.Unavailable.class);
        assertThat(other.tell(queued(), YAML)).isEqualTo(new Standing.Untold());
        assertThat(other.next(WAIT, FIT)).isEqualTo(new Next.Alone());
    }

    @Test
    void whatNoServiceCanBuildEndsWithItsReason() throws InterruptedException {
        one.tell(queued(), YAML);
        assertThat(other.next(Duration.ofSeconds(5), _ -> Optional.of("no root")))
                .isEqualTo(new Next.Nothing());
        assertThat(other.find("1")).contains(queued());
        var queue = LiveWorkQueue.of(link, new WorkQueueDefinition("BUILDS", "build", "builders", PATIENCE));
        for (var deliveries = 1L; deliveries < 99; ) {
            if (queue.take(WAIT) instanceof WorkQueue.TakeOutcome.Taken(var task)) {
                deliveries = task.deliveries();
                task.giveBack(Duration.ZERO);
            }
        }
        queue.close();
        var ended = (Next.Ended) await(other, _ -> Optional.of("no root"));
        assertThat(ended.build().error())
                .contains(new BuildError(
                        BuildError.Reason.SOURCE_REFUSED,
                        "no image-service took it, although it was offered 100 times; here: no root"));
    }

    @Test
    void whatIsNoBuildIsDropped() throws InterruptedException {
        var queue = LiveWorkQueue.of(link, new WorkQueueDefinition("BUILDS", "build", "builders", PATIENCE));
        for (var junk : new String[] {"{", "null", "[]", "{}", "{\"build\":{\"id\":\"junk\"}}"}) {
            assertThat(queue.put("junk", junk.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(WriteOutcome.Written.class);
            assertThat(one.next(Duration.ofSeconds(5), FIT)).isEqualTo(new Next.Nothing());
            assertThat(one.next(WAIT, FIT)).isEqualTo(new Next.Nothing());
        }
        queue.put("2", BuildsBucket.bytes(new BuildTask(queued(), YAML, "other")));
        assertThat(one.next(Duration.ofSeconds(5), FIT)).isEqualTo(new Next.Nothing());
        assertThat(one.all()).isEmpty();
        var bucket = LiveBucket.of(link, new BucketDefinition("builds", 1, Optional.empty()));
        bucket.put("3", "{".getBytes(StandardCharsets.UTF_8));
        bucket.put("4", "{\"holder\":\"x\"}".getBytes(StandardCharsets.UTF_8));
        bucket.put("5", "null".getBytes(StandardCharsets.UTF_8));
        assertThat(one.all()).isEmpty();
        assertThat(one.find("3")).isEmpty();
        assertThat(one.find("../3")).isEmpty();
        assertThat(one.cancel("3")).isInstanceOf(Cancel.Unavailable.class);
    }

    private static Next.Begun begun(NatsPeers peers) throws InterruptedException {
        return (Next.Begun) await(peers, FIT);
    }

    /// {@return what there is to do, waited for}
    private static Next await(NatsPeers peers, Peers.Fitness fitness) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < end) {
            var next = peers.next(WAIT, fitness);
            if (!(next instanceof Next.Nothing)) {
                return next;
            }
        }
        throw new AssertionError("nothing within 20 s");
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    private static Link link(NatsServer server) {
        return Link.open(
                new LinkSettings(List.of(server.url()), "test", Optional.empty(), Optional.empty(), 1),
                new SimpleMeterRegistry());
    }

    private static NatsPeers peers(Link link, String name) {
        return new NatsPeers(new NatsClient(link), name, url(name), PATIENCE, InstantSource.system());
    }
}
