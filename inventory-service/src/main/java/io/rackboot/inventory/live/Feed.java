package io.rackboot.inventory.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;

/// A stream of frames: to those who subscribe, and a bounded history for those who come back.
public final class Feed {
    /// Bytes that the history may have, whatever the number of its frames.
    static final long BYTES = 8L << 20;

    private final int kept;
    private long bytes;
    private final ArrayDeque<Frame> history = new ArrayDeque<>();
    private final Set<Consumer<Frame>> subscribers = new CopyOnWriteArraySet<>();

    /// What a subscriber has missed.
    public sealed interface Missed {
        /// These frames; none for a new subscriber.
        record Frames(List<Frame> frames) implements Missed {}

        /// More than the history holds.
        record TooMuch() implements Missed {}
    }

    /// A feed that remembers this many frames.
    public Feed(int kept) {
        this.kept = kept;
    }

    /// Gives a frame to all.
    public synchronized void publish(Frame frame) {
        history.addLast(frame);
        bytes += frame.bytes().length();
        while (history.size() > kept || bytes > BYTES) {
            bytes -= history.removeFirst().bytes().length();
        }
        subscribers.forEach(subscriber -> subscriber.accept(frame));
    }

    /// Subscribes; the subscriber is called for every frame after those in the answer.
    ///
    /// @param last the id of the last frame it has seen, where it is one who comes back
    public synchronized Missed subscribe(Consumer<Frame> subscriber, Optional<String> last) {
        subscribers.add(subscriber);
        return last.map(this::since).orElseGet(() -> new Missed.Frames(List.of()));
    }

    /// Ends a subscription.
    public void unsubscribe(Consumer<Frame> subscriber) {
        subscribers.remove(subscriber);
    }

    /// {@return how many subscribe}
    public int subscribers() {
        return subscribers.size();
    }

    private Missed since(String last) {
        var missed = new ArrayList<Frame>();
        for (var frames = history.descendingIterator(); frames.hasNext(); ) {
            var frame = frames.next();
            if (frame.id().equals(last)) {
                return new Missed.Frames(missed.reversed());
            }
            missed.add(frame);
        }
        return new Missed.TooMuch();
    }
}
