package io.rackboot.nats.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import io.rackboot.nats.Eventually;
import io.rackboot.nats.NotPublishedException;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.Links;
import io.rackboot.nats.testing.NatsServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class OutgoingChannelTest {
    private static final String[] STREAM = {
        "stream", "FACTS", "stream-subjects", "facts.>", "duplicate-window", "PT1H", "max-age", "P30D"
    };

    private NatsServer server;
    private Link link;
    private Channels channels;

    @BeforeEach
    void start() {
        server = NatsServer.start();
        link = Links.to(server);
        channels = new Channels(link);
        Eventually.holds(link::connected);
    }

    @AfterEach
    void stop() {
        link.close();
        server.close();
    }

    @Test
    void theStreamIsMadeAsTheChannelSays() throws Exception {
        var sender = channels.sender(STREAM);
        sender.send("facts.a", "one");
        Eventually.holds(() -> sender.acked.equals(List.of("one")));

        var made = management().getStreamInfo("FACTS").getConfiguration();
        assertThat(made.getSubjects()).containsExactly("facts.>");
        assertThat(made.getDuplicateWindow()).isEqualTo(Duration.ofHours(1));
        assertThat(made.getMaxAge()).isEqualTo(Duration.ofDays(30));
        assertThat(stored()).containsExactly("one");
        assertThat(channels.count("nats.published")).isEqualTo(1);
        assertThat(channels.count("nats.acked")).isEqualTo(1);
    }

    @Test
    void aStreamThatExistsIsNotAltered() throws Exception {
        management()
                .addStream(StreamConfiguration.builder()
                        .name("FACTS")
                        .subjects("facts.*", "other.>")
                        .build());
        var sender = channels.sender(STREAM);
        sender.send("other.x", "one");
        Eventually.holds(() -> sender.acked.equals(List.of("one")));
        assertThat(management().getStreamInfo("FACTS").getConfiguration().getSubjects())
                .containsExactly("facts.*", "other.>");
    }

    @Test
    void aStreamMayBeGivenMoreSubjectsLater() throws Exception {
        var sender = channels.sender(STREAM);
        sender.send("facts.a", "one");
        sender.send("more.a", "refused");
        Eventually.holds(() -> sender.nacked.size() == 1);
        assertThat(sender.nacked).containsExactly("refused: stream FACTS takes [facts.>], not 'more.a'");

        management()
                .updateStream(StreamConfiguration.builder(
                                management().getStreamInfo("FACTS").getConfiguration())
                        .addSubjects("more.>")
                        .build());
        sender.send("more.a", "two");
        Eventually.holds(() -> sender.acked.equals(List.of("one", "two")));
    }

    @Test
    void aDeletedStreamIsMadeAgainAndNothingIsLost() throws Exception {
        var sender = channels.sender(STREAM);
        sender.send("facts.a", "before");
        Eventually.holds(() -> sender.acked.size() == 1);
        management().deleteStream("FACTS");
        sender.send("facts.a", "after");
        Eventually.holds(() -> sender.acked.equals(List.of("before", "after")));
        assertThat(stored()).containsExactly("after");
    }

    @Test
    void messagesWithoutAnIdOfTheirOwnGetOne() throws Exception {
        var sender = channels.sender("stream", "FACTS", "stream-subjects", "facts.>", "subject", "facts.default");
        sender.send("one", Metadata.empty());
        Eventually.holds(() -> sender.acked.size() == 1);
        var message = management().getMessage("FACTS", 1);
        assertThat(message.getSubject()).isEqualTo("facts.default");
        assertThat(message.getHeaders().getFirst("Nats-Msg-Id")).hasSize(36);
    }

    /// The heart of the matter: whatever happens to the server, each message is stored once, in its order, and acked.
    @ParameterizedTest
    @ValueSource(strings = {"kill", "stop"})
    void nothingIsLostOrDoubledWhenTheServerEndsInMidTraffic(String end) throws Exception {
        var sender = channels.sender("stream", "FACTS", "stream-subjects", "facts.>", "spill", "100000");
        var expected = new ArrayList<String>();
        for (var round = 0; round < 4; round++) {
            for (var i = 0; i < 3_000; i++) {
                var text = round + "." + i;
                expected.add(text);
                sender.send("facts.a", text);
            }
            var some = round * 3_000 + 300;
            Eventually.holds(() -> sender.acked.size() >= some);
            if (end.equals("kill")) {
                server.kill();
            } else {
                server.stop();
            }
            server.restart();
        }
        Eventually.holds(() -> sender.acked.size() == expected.size(), () -> sender.acked.size() + " acked");
        assertThat(sender.nacked).isEmpty();
        var stored = stored();
        assertThat(stored).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
        assertThat(channels.spilled()).isZero();
    }

    @Test
    void whatIsSentBeforeTheServerIsThereIsHeldInOrder() throws Exception {
        server.stop();
        Eventually.holds(() -> !link.connected());
        var sender = channels.sender(STREAM);
        var expected = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
        expected.forEach(text -> sender.send("facts.a", text));
        assertThat(channels.spilled()).isEqualTo(500);
        assertThat(sender.acked).isEmpty();

        server.restart();

        Eventually.holds(() -> sender.acked.size() == 500);
        assertThat(sender.acked).isEqualTo(expected);
        assertThat(stored()).isEqualTo(expected);
        assertThat(channels.count("nats.dropped")).isZero();
    }

    @Test
    void beyondTheSpillMessagesAreNackedAndCounted() throws Exception {
        server.stop();
        Eventually.holds(() -> !link.connected());
        var sender = channels.sender("stream", "FACTS", "stream-subjects", "facts.>", "spill", "10");
        IntStream.range(0, 25).forEach(i -> sender.send("facts.a", Integer.toString(i)));

        assertThat(sender.nacked)
                .hasSize(15)
                .startsWith("10: there is no room: 10 of 10 messages are held")
                .endsWith("24: there is no room: 10 of 10 messages are held");
        assertThat(channels.count("nats.dropped")).isEqualTo(15);
        assertThat(channels.count("nats.nacked")).isEqualTo(15);

        server.restart();
        Eventually.holds(() -> sender.acked.size() == 10);
        assertThat(stored()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        sender.send("facts.a", "again");
        Eventually.holds(() -> sender.acked.contains("again"));
    }

    @Test
    void anApplicationThatAcksSlowlyHoldsUpNeitherTheServerNorTheOtherChannels() {
        var sender = channels.sender(STREAM);
        var open = new CountDownLatch(1);
        sender.send(Message.of(
                "slow".getBytes(StandardCharsets.UTF_8),
                Metadata.of(new io.rackboot.nats.OutgoingNats("facts.a", java.util.Optional.of("slow"))),
                () -> CompletableFuture.runAsync(() -> await(open), Runnable::run)));
        IntStream.range(0, 100).forEach(i -> sender.send("facts.a", Integer.toString(i)));
        Eventually.holds(() -> channels.count("nats.acked") == 101);
        assertThat(stored()).hasSize(101);
        assertThat(sender.acked).isEmpty();
        open.countDown();
        Eventually.holds(() -> sender.acked.size() == 100);
    }

    @Test
    void aMessageTheServerNeverTakesIsRefusedAndTheNextOnesGoOn() throws Exception {
        var sender = channels.sender(STREAM);
        sender.send("facts.a", "x".repeat(2 << 20));
        sender.send("facts.bad subject", "blank");
        sender.send("facts.a", "fine");
        Eventually.holds(() -> sender.acked.equals(List.of("fine")));
        Eventually.holds(() -> sender.nacked.size() == 2);
        assertThat(stored()).containsExactly("fine");
    }

    @Test
    void aPayloadThatIsNoBytesIsRefused() {
        var sender = channels.sender(STREAM);
        var reasons = new CopyOnWriteArrayList<Throwable>();
        sender.send(Message.of(
                        "text", Metadata.of(new io.rackboot.nats.OutgoingNats("facts.a", java.util.Optional.empty())))
                .withNack(reason -> {
                    reasons.add(reason);
                    return CompletableFuture.completedFuture(null);
                }));
        assertThat(reasons).singleElement().isInstanceOf(NotPublishedException.class);
        assertThat(reasons.getFirst()).hasMessage("channel 'test' publishes byte[], not java.lang.String");
    }

    @Test
    void aMessageWithoutASubjectIsRefused() {
        var sender = channels.sender("spill", "5");
        sender.send("lost", Metadata.empty());
        assertThat(sender.nacked)
                .containsExactly("lost: channel 'test' has no subject, and the message has no OutgoingNats");
    }

    @Test
    void coreMessagesAreAckedWhenTheServerHasThem() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        try (var other = Links.to(server)) {
            Eventually.holds(other::connected);
            var connection = other.connection().orElseThrow();
            connection
                    .createDispatcher(m -> heard.add(new String(m.getData(), StandardCharsets.UTF_8)))
                    .subscribe("news.>");
            connection.flush(Duration.ofSeconds(5));

            var sender = channels.sender("subject", "news.default");
            var expected = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();
            expected.forEach(text -> sender.send(text, Metadata.empty()));
            Eventually.holds(() -> sender.acked.size() == 1_000);
            assertThat(sender.acked).isEqualTo(expected);
            Eventually.holds(() -> heard.size() == 1_000);
            assertThat(heard).isEqualTo(expected);
        }
    }

    /// Each batch ends with a ping, and a connection with too many of them on their way is taken for a dead one.
    @Test
    void manyCoreChannelsShareTheConnection() {
        var connection = link.connection();
        var senders = IntStream.range(0, 8)
                .mapToObj(i -> new Channels(link).sender("subject", "news." + i))
                .toList();
        for (var round = 1; round <= 50; round++) {
            senders.forEach(sender -> sender.send("news", Metadata.empty()));
            var expected = round;
            Eventually.holds(() -> senders.stream().allMatch(sender -> sender.acked.size() == expected));
        }
        assertThat(link.connection()).isEqualTo(connection);
    }

    @Test
    void coreMessagesWaitForTheServer() {
        server.stop();
        Eventually.holds(() -> !link.connected());
        var sender = channels.sender("subject", "news.default");
        sender.send("one", Metadata.empty());
        sender.send("two", Metadata.empty());
        server.restart();
        Eventually.holds(() -> sender.acked.equals(List.of("one", "two")));
    }

    @Test
    void whatIsHeldWhenTheApplicationStopsIsStoredOrNacked() {
        var sender = channels.sender(STREAM);
        IntStream.range(0, 1_000).forEach(i -> sender.send("facts.a", Integer.toString(i)));
        link.close();
        assertThat(sender.acked).hasSize(1_000);

        server.stop();
        var away = Links.to(server);
        var late = new Channels(away).sender(STREAM);
        late.send("facts.a", "late");
        away.close();
        assertThat(late.nacked).singleElement().asString().startsWith("late: the application stops while NATS (");
        link = Links.to(server);
    }

    @ParameterizedTest
    @CsvSource({
        "spill, none, mp.messaging.outgoing.test.spill is 'none'",
        "spill, 0, mp.messaging.outgoing.test.spill is '0'",
        "max-age, 30 days, mp.messaging.outgoing.test.max-age is '30 days'",
        "duplicate-window, -PT1H, mp.messaging.outgoing.test.duplicate-window is '-PT1H'"
    })
    void aWrongAttributeIsNamed(String attribute, String value, String message) {
        assertThatThrownBy(() -> channels.sender("stream", "FACTS", attribute, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    private JetStreamManagement management() throws Exception {
        return link.management(link.await());
    }

    private List<String> stored() {
        try {
            var management = management();
            var last = management.getStreamInfo("FACTS").getStreamState().getLastSequence();
            var first = Math.max(
                    1, management.getStreamInfo("FACTS").getStreamState().getFirstSequence());
            var texts = new ArrayList<String>();
            for (var sequence = first; sequence <= last; sequence++) {
                texts.add(new String(management.getMessage("FACTS", sequence).getData(), StandardCharsets.UTF_8));
            }
            return texts;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
