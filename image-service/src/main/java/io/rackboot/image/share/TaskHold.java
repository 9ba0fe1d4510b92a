package io.rackboot.image.share;

import io.rackboot.image.build.Peers.Hold;
import io.rackboot.nats.WorkQueue;
import java.time.Duration;

/// The hold on a build whose message the stream handed over.
record TaskHold(WorkQueue.Task task) implements Hold {
    @Override
    public void keep() {
        task.inProgress();
    }

    @Override
    public void done() {
        task.done();
    }

    @Override
    public void giveBack(Duration delay) {
        task.giveBack(delay);
    }
}
