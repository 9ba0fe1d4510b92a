package io.rackboot.nats.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackboot.nats.Eventually;
import io.rackboot.nats.WorkQueue;
import io.rackboot.nats.WorkQueue.TakeOutcome;
import io.rackboot.nats.WorkQueueDefinition;
import io.rackboot.nats.WriteOutcome;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.Links;
import io.rackboot.nats.testing.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveWorkQueueTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private NatsServer server;
    private Link oneLink;
    private Link otherLink;
    private WorkQueue one;
    private WorkQueue other;

    @BeforeEach
    void start() {
        server = NatsServer.start();
        oneLink = Links.to(server);
        otherLink = Links.to(server);
        Eventually.holds(() -> oneLink.connected() && otherLink.connected());
        one = queue(oneLink, Duration.ofSeconds(1));
        other = queue(otherLink, Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        oneLink.close();
        otherLink.close();
        server.close();
    }

    @Test
    void eachTaskGoesToOneWorkerAndLeavesWhenItIsDone() throws InterruptedException {
        assertThat(one.put("a", bytes("first"))).isInstanceOf(WriteOutcome.Written.class);
        assertThat(one.put("a", bytes("again"))).isInstanceOf(WriteOutcome.Conflict.class);
        assertThat(one.put("b", bytes("second"))).isInstanceOf(WriteOutcome.Written.class);

        var first = taken(other);
        assertThat(first.name()).isEqualTo("a");
        assertThat(new String(first.data(), StandardCharsets.UTF_8)).isEqualTo("first");
        assertThat(first.deliveries()).isEqualTo(1);
        var second = taken(one);
        assertThat(second.name()).isEqualTo("b");
        // Taken, not done: its name is not free.
        assertThat(one.put("a", bytes("again"))).isInstanceOf(WriteOutcome.Conflict.class);

        first.done();
        second.done();
        Eventually.holds(() -> one.put("a", bytes("new")) instanceof WriteOutcome.Written);
        assertThat(taken(one).deliveries()).isEqualTo(1);
    }

    @Test
    void whatIsGivenBackGoesToAnother() throws InterruptedException {
        one.put("a", bytes("task"));
        taken(one).giveBack(Duration.ZERO);
        var again = taken(other);
        assertThat(again.deliveries()).isEqualTo(2);
        again.giveBack(Duration.ofMillis(300));
        assertThat(other.take(SHORT)).isInstanceOf(TakeOutcome.Nothing.class);
        assertThat(taken(other).deliveries()).isEqualTo(3);
    }

    @Test
    void whoIsSilentLosesItsTaskAndWhoSpeaksKeepsIt() throws InterruptedException {
        one.put("a", bytes("task"));
        var kept = taken(one);
        var end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < end) {
            kept.inProgress();
            assertThat(other.take(SHORT)).isInstanceOf(TakeOutcome.Nothing.class);
        }
        oneLink.close();
        assertThat(taken(other).deliveries()).isEqualTo(2);
    }

    @Test
    void aServerThatComesBackHasItsTasks() throws InterruptedException {
        one.put("a", bytes("task"));
        server.stop();
        Eventually.holds(() -> !oneLink.connected());
        assertThat(one.put("b", bytes("task"))).isInstanceOf(WriteOutcome.Unavailable.class);
        assertThat(one.take(SHORT)).isInstanceOf(TakeOutcome.Unavailable.class);
        server.restart();
        Eventually.holds(oneLink::connected);
        assertThat(taken(one).name()).isEqualTo("a");
    }

    @Test
    void aQueueThatIsClosedKeepsNothing() throws InterruptedException {
        one.take(Duration.ofMillis(50)); // leaves an open pull, which the next task would go to
        one.close();
        other.put("a", bytes("task"));
        assertThat(taken(other).deliveries()).isEqualTo(1);
    }

    @Test
    void namesThatNoServerTakesAreRefused() {
        assertThatThrownBy(() -> new WorkQueueDefinition("A", "a.b", "c", LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a.b'");
        assertThatThrownBy(() -> new WorkQueueDefinition("A", "a", "c", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }

    private static WorkQueue queue(Link link, Duration patience) {
        return LiveWorkQueue.of(link, new WorkQueueDefinition("WORK", "work", "workers", patience));
    }

    private static WorkQueue.Task taken(WorkQueue queue) throws InterruptedException {
        var end = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < end) {
            switch (queue.take(Duration.ofSeconds(1))) {
                case TakeOutcome.Taken(var task) -> {
                    return task;
                }
                case TakeOutcome.Nothing() -> {}
                case TakeOutcome.Unavailable(var reason) -> throw new AssertionError(reason);
            }
        }
        throw new AssertionError("no task within " + LONG);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
