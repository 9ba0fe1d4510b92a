package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DecisionThreadTest {

    @Test
    void requestsBeyondTheLimitAreDroppedAndTasksAreNot() throws InterruptedException {
        var release = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var done = new ArrayList<String>();
        var thread = new DecisionThread(2);
        thread.run(() -> {
            begun.countDown();
            awaitQuietly(release);
        });
        begun.await();

        assertThat(thread.offer(() -> done.add("first"))).isTrue();
        assertThat(thread.offer(() -> done.add("second"))).isTrue();
        assertThat(thread.offer(() -> done.add("third"))).isFalse();
        thread.run(() -> done.add("task"));
        release.countDown();
        thread.close();

        assertThat(done).isEqualTo(List.of("first", "second", "task"));
    }

    @Test
    void aFaultOfOneRequestIsNotThatOfTheNext() {
        var done = new ArrayList<String>();
        var thread = new DecisionThread(10);

        thread.offer(() -> {
            throw new IllegalStateException("a fault");
        });
        thread.offer(() -> done.add("next"));
        thread.close();

        assertThat(done).containsExactly("next");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
