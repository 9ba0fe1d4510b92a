package io.rackboot.nats.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nats.client.JetStreamManagement;
import io.rackboot.nats.Eventually;
import io.rackboot.nats.IncomingNats;
import io.rackboot.nats.Logged;
import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.Links;
import io.rackboot.nats.testing.NatsServer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class IncomingChannelTest {
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
    void messagesComeInOrderWithTheirMetadata() {
        var before = Instant.now().minusSeconds(1);
        send("facts.a", "one", "two", "three");
        var receiver = channels.receiver("stream", "FACTS", "durable", "d").takeAll();
        Eventually.holds(() -> receiver.messages.size() == 3);
        assertThat(receiver.texts()).containsExactly("one", "two", "three");
        assertThat(receiver.metadata(1)).isInstanceOfSatisfying(IncomingNats.class, metadata -> {
            assertThat(metadata.subject()).isEqualTo("facts.a");
            assertThat(metadata.sequence()).isEqualTo(2);
            assertThat(metadata.delivered()).isEqualTo(1);
            assertThat(metadata.timestamp()).isBetween(before, Instant.now().plusSeconds(1));
        });
        assertThat(channels.count("nats.received")).isEqualTo(3);
    }

    @Test
    void onlyWhatIsAskedForIsDeliveredAndOnlyABatchWaits() throws Exception {
        send("facts.a", IntStream.range(0, 1_000).mapToObj(Integer::toString).toArray(String[]::new));
        var receiver = channels.receiver("stream", "FACTS", "durable", "d", "batch", "20")
                .ask(3);
        Eventually.holds(() -> receiver.messages.size() == 3);
        receiver.ask(2);
        Eventually.holds(() -> receiver.messages.size() == 5);
        var state = management().getConsumerInfo("FACTS", "d");
        assertThat(state.getDelivered().getConsumerSequence()).isEqualTo(20);
        assertThat(receiver.texts()).containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void messagesThatWaitHereForLongAreNotDeliveredTwice() throws Exception {
        send("facts.a", "0", "1", "2", "3", "4");
        var receiver = channels.receiver("stream", "FACTS", "durable", "d", "ack-wait", "PT0.6S")
                .ask(1);
        Eventually.holds(() -> receiver.messages.size() == 1);
        receiver.messages.getFirst().ack();
        var until = System.nanoTime() + 2_000_000_000L;
        Eventually.holds(() -> System.nanoTime() > until);
        receiver.takeAll();
        Eventually.holds(() -> receiver.messages.size() >= 5);
        assertThat(receiver.texts()).containsExactly("0", "1", "2", "3", "4");
        assertThat(IntStream.range(0, 5).mapToLong(i -> receiver.metadata(i).delivered()))
                .containsOnly(1L);
    }

    @Test
    void aNackedMessageComesAgainAfterAMoment() {
        send("facts.a", "one");
        var receiver = channels.receiver("stream", "FACTS", "durable", "d").ask(10);
        Eventually.holds(() -> receiver.messages.size() == 1);
        var nacked = System.nanoTime();
        receiver.messages.getFirst().nack(new IllegalStateException("refused on purpose"));
        Eventually.holds(() -> receiver.messages.size() == 2);
        assertThat(System.nanoTime() - nacked).isGreaterThan(240_000_000L);
        assertThat(receiver.texts()).containsExactly("one", "one");
        assertThat(receiver.metadata(1).delivered()).isEqualTo(2);
        assertThat(channels.count("nats.nacked")).isEqualTo(1);
    }

    @Test
    void aMessageWithoutAnswerComesAgainAfterTheAckWait() {
        send("facts.a", "one");
        var receiver = channels.receiver("stream", "FACTS", "durable", "d", "ack-wait", "PT1S")
                .ask(10);
        Eventually.holds(() -> receiver.messages.size() == 2);
        assertThat(receiver.metadata(1).delivered()).isEqualTo(2);
    }

    @Test
    void aDurableConsumerGoesOnAfterARestartOfTheApplication() {
        send("facts.a", "one", "two", "three");
        var first = channels.receiver("stream", "FACTS", "durable", "d", "ack-wait", "PT1S")
                .ask(2);
        Eventually.holds(() -> first.messages.size() == 2);
        first.messages.getFirst().ack();

        restartApplication();
        send("facts.a", "four");
        var second = channels.receiver("stream", "FACTS", "durable", "d").takeAll();
        Eventually.holds(() -> new HashSet<>(second.texts()).containsAll(List.of("two", "three", "four")));
        assertThat(second.texts()).doesNotContain("one");
    }

    /// What waited unasked is given back, so that the next instance has it at once and not after the ack-wait.
    @Test
    void whatWaitedHereIsGivenBackAtTheEnd() {
        send("facts.a", "one", "two", "three");
        var first = channels.receiver("stream", "FACTS", "durable", "d", "ack-wait", "PT10M")
                .ask(1);
        Eventually.holds(() -> first.messages.size() == 1);
        first.messages.getFirst().ack();
        restartApplication();
        var second = channels.receiver("stream", "FACTS", "durable", "d").takeAll();
        Eventually.holds(() -> second.messages.size() == 2);
        assertThat(second.texts()).containsExactlyInAnyOrder("two", "three");
    }

    @ParameterizedTest
    @CsvSource({"durable,kill", "durable,stop", "ephemeral,kill", "ephemeral,stop"})
    void everyMessageArrivesThoughTheServerEndsInMidTraffic(String kind, String end) {
        var receiver = (kind.equals("durable")
                        ? channels.receiver("stream", "FACTS", "durable", "d", "ack-wait", "PT2S")
                        : channels.receiver("stream", "FACTS", "ack-wait", "PT2S"))
                .takeAll();
        var expected = new HashSet<String>();
        for (var round = 0; round < 3; round++) {
            for (var i = 0; i < 1_000; i++) {
                expected.add(round + "." + i);
                sender.send("facts.a", round + "." + i);
            }
            var some = round * 1_000 + 100;
            Eventually.holds(() -> receiver.messages.size() >= some, () -> receiver.messages.size());
            if (end.equals("kill")) {
                server.kill();
            } else {
                server.stop();
            }
            server.restart();
        }
        Eventually.holds(
                () -> new HashSet<>(receiver.texts()).equals(expected),
                () -> new HashSet<>(receiver.texts()).size() + " of " + expected.size());
        if (!(kind + end).equals("durablekill")) { // a killed server forgets the newest acks of a durable consumer
            assertThat(receiver.messages.size() - expected.size())
                    .as("delivered twice")
                    .isLessThan(500);
        }
    }

    @Test
    void aDeletedConsumerIsMadeAgainWhereItWas() throws Exception {
        for (var attributes :
                List.of(new String[] {"stream", "FACTS", "durable", "d"}, new String[] {"stream", "FACTS"})) {
            var own = new Channels(application);
            var receiver = own.receiver(attributes).takeAll();
            sender.send("facts.a", "before " + attributes.length);
            Eventually.holds(() -> receiver.texts().contains("before " + attributes.length));
            for (var consumer : management().getConsumerNames("FACTS")) {
                management().deleteConsumer("FACTS", consumer);
            }
            sender.send("facts.a", "after " + attributes.length);
            Eventually.holds(() -> receiver.texts().contains("after " + attributes.length), receiver::texts);
            assertThat(receiver.texts()).doesNotHaveDuplicates();
            receiver.cancel();
        }
    }

    @Test
    void unackedMessagesComeAgainFromAConsumerThatWasMadeAnew() throws Exception {
        send("facts.a", "one", "two", "three");
        var receiver = channels.receiver("stream", "FACTS").ask(Long.MAX_VALUE);
        Eventually.holds(() -> receiver.messages.size() == 3);
        receiver.messages.get(0).ack();
        receiver.messages.get(2).ack();
        management()
                .deleteConsumer("FACTS", management().getConsumerNames("FACTS").getFirst());
        Eventually.holds(() -> receiver.messages.size() == 5, receiver::texts);
        assertThat(receiver.texts()).containsExactly("one", "two", "three", "two", "three");
    }

    @Test
    void aStreamMadeAnewIsReadFromItsBeginning() throws Exception {
        var receiver = channels.receiver("stream", "FACTS").takeAll();
        send("facts.a", "one", "two");
        Eventually.holds(() -> receiver.messages.size() == 2);
        management().deleteStream("FACTS");
        send("facts.a", "three");
        Eventually.holds(() -> receiver.messages.size() == 3, receiver::texts);
        assertThat(receiver.texts()).containsExactly("one", "two", "three");
    }

    @Test
    void theStreamMayComeLater() {
        try (var logged = Logged.by("io.rackboot.nats.link.LinkWorker")) {
            var receiver =
                    channels.receiver("stream", "LATER", "deliver", "new").takeAll();
            Eventually.holds(() -> !logged.messages().isEmpty());
            assertThat(logged.messages())
                    .containsExactly("channel test, stream LATER: stream not found [10059]; trying again");
            var late = new Channels(link).sender("stream", "LATER", "stream-subjects", "later.>");
            late.send("later.a", "first of all");
            Eventually.holds(() -> receiver.texts().equals(List.of("first of all")), receiver::texts);
        }
    }

    @Test
    void newMeansWhatComesAfterTheSubscriptionAlsoAcrossARestartOfTheServer() {
        send("facts.a", "old");
        var receiver = channels.receiver("stream", "FACTS", "deliver", "new").takeAll();
        Eventually.holds(() -> !names("FACTS").isEmpty());
        server.kill();
        sender.send("facts.a", "while away");
        server.restart();
        send("facts.a", "new");
        Eventually.holds(() -> receiver.texts().contains("new"));
        assertThat(receiver.texts()).containsExactly("while away", "new");
    }

    @Test
    void aDurationMeansSinceThen() {
        send("facts.a", "just now");
        var receiver = channels.receiver("stream", "FACTS", "deliver", "PT10M").takeAll();
        Eventually.holds(() -> receiver.texts().equals(List.of("just now")));
    }

    @Test
    void aFilterSelects() {
        send("facts.a.x", "one");
        send("facts.b.x", "two");
        send("facts.a.y", "three");
        var receiver = channels.receiver("stream", "FACTS", "filter-subject", "facts.a.*")
                .takeAll();
        Eventually.holds(() -> receiver.messages.size() == 2);
        assertThat(receiver.texts()).containsExactly("one", "three");
    }

    @Test
    void nothingIsLeftOfAnEphemeralConsumer() {
        var receiver = channels.receiver("stream", "FACTS").takeAll();
        send("facts.a", "one");
        Eventually.holds(() -> receiver.messages.size() == 1);
        assertThat(names("FACTS")).hasSize(1);
        application.close();
        assertThat(names("FACTS")).isEmpty();
    }

    @Test
    void aCancelledChannelDeliversNoMore() {
        var receiver = channels.receiver("stream", "FACTS", "durable", "d").takeAll();
        send("facts.a", "one");
        Eventually.holds(() -> receiver.messages.size() == 1);
        receiver.cancel();
        send("facts.a", "two");
        var other = new Channels(application)
                .receiver("stream", "FACTS", "durable", "d")
                .takeAll();
        Eventually.holds(() -> other.texts().equals(List.of("two")));
        assertThat(receiver.texts()).containsExactly("one");
    }

    @Test
    void aSecondSubscriberIsRefused() {
        var connector = new NatsConnector(application, channels.registry);
        var publisher = connector.getPublisher(Channels.config("subject", "x"));
        var first = new Channels.Receiver();
        var second = new Channels.Receiver();
        publisher.subscribe(first);
        publisher.subscribe(second);
        assertThat(first.errors).isEmpty();
        assertThat(second.errors).singleElement().isInstanceOf(IllegalStateException.class);
        first.cancel();
    }

    @Test
    void aDemandOfNothingEndsTheSubscription() {
        var receiver = channels.receiver("subject", "x").ask(0);
        assertThat(receiver.errors).singleElement().isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "deliver, sometimes, mp.messaging.incoming.test.deliver is 'sometimes'",
        "deliver, P, mp.messaging.incoming.test.deliver is 'P'",
        "durable, a.b, mp.messaging.incoming.test.durable is 'a.b'",
        "batch, 0, mp.messaging.incoming.test.batch is '0'",
        "ack-wait, 5, mp.messaging.incoming.test.ack-wait is '5'"
    })
    void aWrongAttributeIsNamed(String attribute, String value, String message) {
        assertThatThrownBy(() -> channels.receiver("stream", "FACTS", attribute, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aChannelFromNowhereIsRefused() {
        assertThatThrownBy(() -> channels.receiver("batch", "1"))
                .hasMessage("neither mp.messaging.incoming.test.subject nor .stream is set");
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

    private JetStreamManagement management() throws Exception {
        return link.management(link.await());
    }

    private List<String> names(String stream) {
        try {
            return management().getConsumerNames(stream);
        } catch (Exception _) {
            return List.of();
        }
    }
}
