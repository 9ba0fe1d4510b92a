package io.rackboot.dhcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DecisionThreadTest {

    @Test
    void aFaultOfOneTaskIsNotThatOfTheNextAndTheLastIsWaitedFor() {
        var done = new ArrayList<String>();
        var thread = DecisionThreads.own();

        thread.run(() -> {
            throw new IllegalStateException("a fault");
        });
        thread.run(() -> done.add("next"));
        thread.close();

        assertThat(done).containsExactly("next");
    }

    @Test
    void whatComesAfterTheEndOfTheThreadIsNotRun() {
        var executor = Executors.newSingleThreadExecutor();
        var thread = new DecisionThread(executor);
        executor.shutdown();
        var done = new ArrayList<String>();

        thread.run(() -> done.add("late"));

        assertThat(done).isEmpty();
    }
}
