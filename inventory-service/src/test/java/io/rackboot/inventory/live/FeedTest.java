package io.rackboot.inventory.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackboot.events.MachineId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final MachineId MACHINE = new MachineId("525400123456");

    private static Frame frame(String id) {
        return Frame.of(id, "lease-granted", Optional.of(MACHINE), "{}".getBytes(UTF_8));
    }

    @Test
    void aFrameIsAsTheStandardWants() {
        assertThat(frame("7").bytes().toString()).isEqualTo("event: lease-granted\nid: 7\ndata: {}\n\n");
        assertThat(Frame.of("8", "boot", Optional.of(MACHINE), "{\n}\r\nx\ry".getBytes(UTF_8))
                        .bytes()
                        .toString())
                .isEqualTo("event: boot\nid: 8\ndata: {\ndata: }\ndata: x\ndata: y\n\n");
    }

    @Test
    void oneWhoComesBackGetsWhatItMissedThenWhatComes() {
        var feed = new Feed(10);
        var frames = List.of(frame("1"), frame("2"), frame("3"), frame("4"));
        feed.publish(frames.get(0));
        feed.publish(frames.get(1));
        feed.publish(frames.get(2));
        var got = new ArrayList<Frame>();

        assertThat(feed.subscribe(got::add, Optional.of("1")))
                .isEqualTo(new Feed.Missed.Frames(List.of(frames.get(1), frames.get(2))));
        feed.publish(frames.get(3));
        assertThat(got).containsExactly(frames.get(3));
    }

    @Test
    void oneWhoIsNewGetsOnlyWhatComes() {
        var feed = new Feed(10);
        feed.publish(frame("1"));

        assertThat(feed.subscribe(_ -> {}, Optional.empty())).isEqualTo(new Feed.Missed.Frames(List.of()));
    }

    @Test
    void theHistoryIsBounded() {
        var feed = new Feed(2);
        feed.publish(frame("1"));
        feed.publish(frame("2"));
        feed.publish(frame("3"));

        assertThat(feed.subscribe(_ -> {}, Optional.of("1"))).isEqualTo(new Feed.Missed.TooMuch());
        assertThat(feed.subscribe(_ -> {}, Optional.of("2")))
                .isInstanceOfSatisfying(
                        Feed.Missed.Frames.class,
                        missed -> assertThat(missed.frames()).hasSize(1));
    }

    @Test
    void theHistoryIsBoundedInBytesToo() {
        var feed = new Feed(1000);
        for (var i = 0; i < 20; i++) {
            feed.publish(Frame.of("" + i, "boot", Optional.of(MACHINE), new byte[1 << 20]));
        }

        assertThat(feed.subscribe(_ -> {}, Optional.of("10"))).isEqualTo(new Feed.Missed.TooMuch());
        assertThat(feed.subscribe(_ -> {}, Optional.of("15"))).isInstanceOf(Feed.Missed.Frames.class);
    }

    @Test
    void oneWhoLeftGetsNothing() {
        var feed = new Feed(2);
        var got = new ArrayList<Frame>();
        Consumer<Frame> subscriber = got::add;
        feed.subscribe(subscriber, Optional.empty());
        feed.unsubscribe(subscriber);
        feed.publish(frame("1"));

        assertThat(got).isEmpty();
        assertThat(feed.subscribers()).isZero();
    }
}
