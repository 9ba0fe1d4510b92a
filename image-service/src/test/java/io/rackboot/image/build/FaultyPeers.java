package io.rackboot.image.build;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Nobody else, and a fault each of the first times that somebody asks for work.
record FaultyPeers(Alone alone, AtomicInteger faults) implements Peers {
    FaultyPeers(int faults) {
        this(new Alone(URI.create("http://images")), new AtomicInteger(faults));
    }

    @Override
    public Next next(Duration wait, Fitness fitness) {
        if (faults.getAndDecrement() > 0) {
            throw new IllegalStateException("a fault");
        }
        return alone.next(wait, fitness);
    }

    @Override
    public URI self() {
        return alone.self();
    }

    @Override
    public void awaitContact() {
        alone.awaitContact();
    }

    @Override
    public Standing tell(BuildRecord build, String yaml) {
        return alone.tell(build, yaml);
    }

    @Override
    public void giveBack(BuildRecord waiting) {
        alone.giveBack(waiting);
    }

    @Override
    public Optional<BuildRecord> find(String id) {
        return alone.find(id);
    }

    @Override
    public List<BuildRecord> all() {
        return alone.all();
    }

    @Override
    public Cancel cancel(String id) {
        return alone.cancel(id);
    }

    @Override
    public long contact() {
        return alone.contact();
    }

    @Override
    public void close() {
        alone.close();
    }
}
