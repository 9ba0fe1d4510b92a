package io.rackboot.nats.channel;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import io.rackboot.nats.stream.StreamDefinition;
import io.rackboot.nats.stream.SubjectPattern;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/// Publishes to a stream, a window of messages at a time, each acknowledged by the server.
///
/// After any failure it stops, waits for the fate of those on their way, and puts the undecided ones back in order:
/// with their ids the server takes each once, however often it is sent.
final class JetStreamSender implements LinkWorker.Job {
    private static final Duration IDLE = Duration.ofMillis(500);

    private final Link link;
    private final StreamDefinition stream;
    private final Spill spill;
    private final Sent sent;
    private final ChannelMeters meters;

    JetStreamSender(Link link, StreamDefinition stream, Spill spill, Sent sent, ChannelMeters meters) {
        this.link = link;
        this.stream = stream;
        this.spill = spill;
        this.sent = sent;
        this.meters = meters;
    }

    @Override
    public void run(Connection connection) throws IOException, JetStreamApiException, InterruptedException {
        var session = new Session(link.jetStream(connection), link.management(connection));
        try {
            session.send(connection);
        } finally {
            session.window.settle(connection);
        }
        session.window.failure();
    }

    /// The work on one connection.
    private final class Session {
        private final JetStream jetStream;
        private final JetStreamManagement management;
        private final PublishWindow window = new PublishWindow(spill, sent);
        private List<String> subjects;

        Session(JetStream jetStream, JetStreamManagement management) throws IOException, JetStreamApiException {
            this.jetStream = jetStream;
            this.management = management;
            subjects = subjects();
        }

        void send(Connection connection) throws IOException, JetStreamApiException, InterruptedException {
            while (Link.alive(connection) && !window.failed()) {
                send(spill.take(IDLE, PublishWindow.SIZE));
            }
        }

        /// What is not sent when sending fails is for the next connection.
        private void send(List<Held> batch) throws IOException, JetStreamApiException, InterruptedException {
            var rest = new ArrayDeque<>(batch);
            try {
                while (!rest.isEmpty()) {
                    send(rest.removeFirst());
                }
            } finally {
                rest.forEach(window::undecided);
            }
        }

        private void send(Held held) throws IOException, JetStreamApiException, InterruptedException {
            if (!takes(held.subject())) {
                refresh(held);
            }
            if (takes(held.subject())) {
                window.publish(held, jetStream);
                meters.published().increment();
            } else {
                sent.refused(held, "stream " + stream.name() + " takes " + subjects + ", not '" + held.subject() + "'");
            }
        }

        /// The stream may have been given more subjects since.
        private void refresh(Held held) throws IOException, JetStreamApiException {
            try {
                subjects = subjects();
            } catch (IOException | JetStreamApiException | RuntimeException e) {
                window.undecided(held);
                throw e;
            }
        }

        private List<String> subjects() throws IOException, JetStreamApiException {
            return stream.ensure(management, link.settings().replicas())
                    .getConfiguration()
                    .getSubjects();
        }

        private boolean takes(String subject) {
            for (var pattern : subjects) {
                if (SubjectPattern.matches(pattern, subject)) {
                    return true;
                }
            }
            return false;
        }
    }
}
