package io.rackboot.nats.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.nats.Eventually;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.Links;
import io.rackboot.nats.testing.NatsServer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Incoming channels without a stream.
@Timeout(120)
class CoreChannelTest {
    private NatsServer server;
    private Link link;
    private Link application;
    private Channels.Sender sender;
    private Channels channels;

    @BeforeEach
    void start() {
        server = NatsServer.start();
        link = Links.to(server);
        sender = new Channels(link).sender("stream", "FACTS", "stream-subjects", "facts.>", "spill", "100000");
        restartApplication();
    }

    @AfterEach
    void stop() {
        application.close();
        link.close();
        server.close();
    }

    @Test
    void coreMessagesComeAgainAfterAKilledServer() {
        var news = new Channels(link).sender("subject", "news");
        var receiver = channels.receiver("subject", "news.>").takeAll();
        for (var round = 0; round < 2; round++) {
            var count = receiver.messages.size();
            Eventually.holds(() -> {
                news.send("news.x", "hello"); // until the subscription stands, nobody hears
                return receiver.messages.size() > count;
            });
            server.kill();
            server.restart();
        }
        assertThat(receiver.metadata(0).subject()).isEqualTo("news.x");
        assertThat(receiver.metadata(0).sequence()).isZero();
    }

    @Test
    void coreMessagesBeyondTheBufferAreDroppedAndCounted() {
        var news = new Channels(link).sender("subject", "news");
        var receiver = channels.receiver("subject", "news.>", "buffer", "10").ask(1);
        Eventually.holds(() -> {
            news.send("news.x", "first");
            return receiver.messages.size() == 1;
        });
        IntStream.range(0, 500).forEach(i -> news.send("news.x", Integer.toString(i)));
        Eventually.holds(() -> channels.count("nats.dropped") >= 480, () -> channels.count("nats.dropped"));
        receiver.takeAll();
        Eventually.holds(() -> {
            news.send("news.x", "last");
            return receiver.texts().contains("last");
        });
        assertThat(receiver.messages).hasSizeLessThan(40);
    }

    @Test
    void aQueueGroupSharesItsMessages() {
        var news = new Channels(link).sender("subject", "news");
        var one = channels.receiver("subject", "news.q", "queue", "q").takeAll();
        var two = new Channels(application)
                .receiver("subject", "news.q", "queue", "q")
                .takeAll();
        var sent = new AtomicInteger();
        Eventually.holds(() -> {
            news.send("news.q", Integer.toString(sent.getAndIncrement()));
            return !one.messages.isEmpty() && !two.messages.isEmpty();
        });
        // until the first subscription stood, nobody heard; from then on each is heard once
        var first = Math.min(
                Integer.parseInt(one.texts().getFirst()),
                Integer.parseInt(two.texts().getFirst()));
        Eventually.holds(() -> one.messages.size() + two.messages.size() == sent.get() - first);
        assertThat(Stream.concat(one.texts().stream(), two.texts().stream()))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(first, sent.get())
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private void restartApplication() {
        if (application != null) {
            application.close();
        }
        application = Links.to(server);
        channels = new Channels(application);
        Eventually.holds(application::connected);
    }

    /// Returns when they are stored.
    private void send(String subject, String... texts) {
        Stream.of(texts).forEach(text -> sender.send(subject, text));
        Eventually.holds(() -> sender.acked.containsAll(List.of(texts)), () -> sender.nacked);
    }
}
