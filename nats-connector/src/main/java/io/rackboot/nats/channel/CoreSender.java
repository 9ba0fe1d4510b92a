package io.rackboot.nats.channel;

import io.nats.client.Connection;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Publishes without a stream: a batch, then a ping; its pong says that the server has the batch. What was written
/// before a lost pong is written again.
final class CoreSender implements LinkWorker.Job {
    private static final int BATCH = 256;
    private static final Duration IDLE = Duration.ofMillis(500);

    private final Link link;
    private final Spill spill;
    private final Sent sent;
    private final ChannelMeters meters;

    CoreSender(Link link, Spill spill, Sent sent, ChannelMeters meters) {
        this.link = link;
        this.spill = spill;
        this.sent = sent;
        this.meters = meters;
    }

    @Override
    public void run(Connection connection) throws IOException, InterruptedException {
        while (Link.alive(connection)) {
            var batch = new ArrayList<Held>();
            var done = false;
            try {
                publish(connection, batch);
                done = true;
            } finally {
                if (!done) {
                    spill.putBack(batch);
                }
            }
            batch.forEach(sent::stored);
        }
    }

    private void publish(Connection connection, List<Held> batch) throws IOException, InterruptedException {
        batch.addAll(spill.take(IDLE, BATCH));
        for (var held : List.copyOf(batch)) {
            try {
                connection.publish(held.subject(), held.headers(), held.payload());
                meters.published().increment();
            } catch (IllegalArgumentException e) {
                batch.remove(held);
                sent.refused(held, String.valueOf(e.getMessage()));
            }
        }
        if (!batch.isEmpty()) {
            link.flush(connection);
        }
    }
}
