package io.rackboot.nats.channel;

import io.rackboot.nats.link.Link;
import io.rackboot.nats.link.LinkWorker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;

/// An incoming channel: one subscriber, which gets messages only as it asks for them.
final class IncomingChannel implements Flow.Publisher<Message<?>> {
    private static final Duration LAST_MESSAGE = Duration.ofSeconds(10);

    private final String name;
    private final Link link;
    private final ChannelMeters meters;
    private final Function<Receiver, LinkWorker.Job> source;
    private final AtomicReference<Optional<Subscription>> only = new AtomicReference<>(Optional.empty());

    IncomingChannel(String name, Link link, ChannelMeters meters, Function<Receiver, LinkWorker.Job> source) {
        this.name = name;
        this.link = link;
        this.meters = meters;
        this.source = source;
    }

    /// Where a source hands its messages.
    interface Receiver {
        Demand demand();

        void deliver(Message<?> message);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message<?>> subscriber) {
        var subscription = new Subscription(subscriber);
        if (!only.compareAndSet(Optional.empty(), Optional.of(subscription))) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
            subscriber.onError(new IllegalStateException("channel " + name + " has a subscriber already"));
            return;
        }
        subscriber.onSubscribe(subscription);
        subscription.start();
    }

    void close() {
        only.get().ifPresent(Subscription::cancel);
    }

    private final class Subscription implements Flow.Subscription, Receiver {
        private final Flow.Subscriber<? super Message<?>> subscriber;
        private final Demand demand = new Demand();
        private final ReentrantLock delivering = new ReentrantLock();
        private Optional<LinkWorker> worker = Optional.empty();
        private volatile boolean cancelled;

        Subscription(Flow.Subscriber<? super Message<?>> subscriber) {
            this.subscriber = subscriber;
        }

        synchronized void start() {
            if (!cancelled) {
                worker = Optional.of(LinkWorker.start(link, "channel " + name, source.apply(this)));
            }
        }

        @Override
        public Demand demand() {
            return demand;
        }

        @Override
        public void deliver(Message<?> message) {
            delivering.lock();
            try {
                if (!cancelled) {
                    demand.took();
                    meters.received().increment();
                    subscriber.onNext(message);
                }
            } finally {
                delivering.unlock();
            }
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                demand.add(n);
            } else {
                cancel();
                subscriber.onError(new IllegalArgumentException("demand of " + n + " (Reactive Streams 3.9)"));
            }
        }

        /// Lets the application finish the message it has, then ends the worker.
        @Override
        public void cancel() {
            var running = stop();
            try {
                if (running.isPresent() && delivering.tryLock(LAST_MESSAGE.toSeconds(), TimeUnit.SECONDS)) {
                    delivering.unlock();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            running.ifPresent(LinkWorker::close);
        }

        private synchronized Optional<LinkWorker> stop() {
            cancelled = true;
            var running = worker;
            worker = Optional.empty();
            return running;
        }
    }
}
